/** What the tests use of jStat, which has no types of its own. */
declare module 'jstat' {
  const jStat: {
    binomial: { pdf(successes: number, trials: number, probability: number): number };
    normal: {
      cdf(value: number, mean: number, deviation: number): number;
      inv(part: number, mean: number, deviation: number): number;
    };
    studentt: { inv(part: number, degrees: number): number };
  };
  export = jStat;
}
