const g = 7;

/** Godfrey's coefficients for g = 7, https://www.numericana.com/answer/info/godfrey.htm: relative error of Γ below 1e-14. */
const coefficients = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
];

/**
 * The logarithm of the gamma function, for x above 0.
 *
 * Lanczos, "A Precision Approximation of the Gamma Function", SIAM Journal on Numerical Analysis 1 (1964), at x + 1, so that it is as good
 * near 0.
 */
export function logGamma(x: number): number {
  const series = coefficients.reduce((sum, coefficient, place) => sum + coefficient / (x + place + 1), 0.9999999999998099);
  const base = x + g + 0.5;
  return (x + 0.5) * Math.log(base) - base + Math.log(Math.sqrt(2 * Math.PI) * series) - Math.log(x);
}
