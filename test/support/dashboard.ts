import type { Role } from '../../src/database/client.js';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { chromiumPath } from './chromium.js';
import { type Deployment, startDeployment } from './deployment.js';

if (chromiumPath === null) console.warn('Tests of the dashboard are skipped: no Chromium is installed.');

let browser: Promise<Browser> | undefined;

/** The browser of this process, for all of its files. It ends with the process. */
function openBrowser(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: chromiumPath ?? '',
    // It would end this process, too, in which other files tell what Ctrl-C does.
    handleSIGINT: false,
    // Root has no sandbox; without a network, what runs in the background only fails; pages of one context have their scripts
    // compiled once where they share a process.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--process-per-site',
    ],
  });
  return browser;
}

/** The whole product, and a browser before it. */
export interface Dashboard {
  deployment: Deployment;
  /** A page of a browser that is signed in to organization A, as an admin unless told otherwise; null signs nobody in. */
  open(path: string, options?: OpenOptions): Promise<Page>;
}

export interface OpenOptions extends Pick<BrowserContextOptions, 'colorScheme' | 'viewport' | 'acceptDownloads'> {
  role?: Role | null;
}

/**
 * Stories told in a real browser: where there is none, they are skipped. Whatever the browser reports as an error (an exception
 * of a script, something that the content security policy forbids, a request that failed) fails the story that it happened in.
 */
export function describeInBrowser(name: string, tell: (dashboard: Dashboard) => void): void {
  describe.skipIf(chromiumPath === null)(name, () => {
    const started: { deployment?: Deployment; browser?: Browser } = {};
    /** One for each role and kind of screen: its pages share what the browser keeps of scripts. */
    const contexts = new Map<string, BrowserContext>();
    const opened = new Set<BrowserContext>();
    const problems: string[] = [];
    const running = <Part extends keyof typeof started>(part: Part) => {
      const found = started[part];
      if (!found) throw new Error('The story begins in a test or a hook.');
      return found;
    };

    beforeAll(async () => {
      const folder = inject('dashboard');
      if (folder === '') throw new Error('The dashboard was not built for this run: see test/support/global-setup.ts.');
      started.deployment = await startDeployment({}, folder);
      started.browser = await openBrowser();
    });
    afterEach(() => {
      const reported = problems.splice(0);
      if (reported.length > 0) throw new Error(`The browser reported:\n${reported.join('\n')}`);
    });
    afterAll(async () => {
      await Promise.all([...opened].map((context) => context.close()));
      await started.deployment?.close();
    });

    tell({
      get deployment() {
        return running('deployment');
      },
      async open(path, { role = 'ADMIN', ...options } = {}) {
        const { url, a } = running('deployment').server;
        const context =
          contexts.get(JSON.stringify({ role, options })) ??
          (await running('browser').newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options }));
        opened.add(context);
        context.setDefaultTimeout(10_000);
        if (role) {
          contexts.set(JSON.stringify({ role, options }), context);
          const key = { VIEWER: a.viewer, EDITOR: a.editor, ADMIN: a.admin }[role];
          const answer = await context.request.post(`${url}/session`, { headers: { origin: url }, data: { key } });
          if (!answer.ok()) throw new Error(`Nobody could sign in: ${answer.status()} ${await answer.text()}`);
        }
        const page = await context.newPage();
        page.on('pageerror', (error) => problems.push(`${path}: ${error.stack ?? error.message}`));
        page.on('console', (message) => {
          // That nobody is signed in, or no longer, is an answer, too.
          if (message.type() === 'error' && !/status of 40[13]/.test(message.text())) problems.push(`${path}: ${message.text()}`);
        });
        await page.goto(url + path);
        return page;
      },
    });
  });
}
