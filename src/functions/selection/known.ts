/** The names that are known when a program is compiled; none where any text would do, which is checked when a variant is chosen. */
export type Known<Name extends string> = string extends Name ? never : Name;
