import { existsSync } from 'node:fs';

// The one without a window first: it is the same, and a fifth quicker.
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser that tests open: that of `CHROMIUM`, or one that is installed where distributions put it; null where there is none. */
export const chromiumPath = process.env.CHROMIUM ?? installed.find((path) => existsSync(path)) ?? null;
