import { createHash } from 'node:crypto';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto 0; padding: 0 1.5rem; color: #222; background: #fff }
  @media (prefers-color-scheme: dark) { body { color: #ddd; background: #1b1b1f } }
`;

const script = `
  const say = (text) => { document.getElementById('said').textContent = text };
  async function openLink() {
    const token = location.hash.slice(1);
    if (token === '') return say('There is no link in this address. Open the whole of the link that you were given.');
    say('Opening what was shared with you …');
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch('/shared', { method: 'POST', headers, body: JSON.stringify({ token }) });
      const answer = await response.json();
      if (response.ok) location.replace(answer.location);
      else say(answer.message);
    } catch {
      say('The server can’t be reached, or failed. Load this page again in a moment.');
    }
  }
  addEventListener('hashchange', openLink);
  const opened = openLink();
`;

/** The page at `/shared`: it loads nothing, and says what came of opening the link. */
export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Shared with you · Variorum</title>
<style>${style}</style>
<body>
<p id="said" role="status"></p>
<noscript><p>This page needs JavaScript to read the link that you were given.</p></noscript>
<script>${script}</script>
</body>
</html>
`;

/** The page's Content-Security-Policy: its own script and style, requests to this server, and nothing else. */
export const pagePolicy = [
  `default-src 'none'`,
  `script-src '${digest(script)}'`,
  `style-src '${digest(style)}'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

function digest(inline: string): string {
  return `sha256-${createHash('sha256').update(inline).digest('base64')}`;
}
