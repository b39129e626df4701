/** The package's own folder: one level up both from the sources (src) and from the build (dist). */
export const packageRoot = new URL('../', import.meta.url);
