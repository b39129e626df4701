import { existsSync } from 'node:fs';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser that tests open: that of `CHROMIUM`, or one that is installed where distributions put it; null where there is none. */
export const chromiumPath = process.env.CHROMIUM ?? installed.find((path) => existsSync(path)) ?? null;
