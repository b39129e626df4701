/** The package's own folder: two levels up both from the sources (src/cli) and from the build (dist/cli). */
export const packageRoot = new URL('../../', import.meta.url);
