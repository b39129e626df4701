import { readdirSync, readFileSync } from 'node:fs';

export const folder = new URL('../../docs/', import.meta.url);

/** A page of the documentation. */
export interface Page {
  /** Its file, such as `live.md`. */
  name: string;
  text: string;
  blocks: Block[];
}

/** A fenced block. */
export interface Block {
  page: string;
  language: string;
  /** What the fence says after the language; empty where it says nothing. */
  tag: string;
  text: string;
}

export const pages: Page[] = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return { name, text, blocks: blocksOf(name, text) };
  });

function blocksOf(page: string, markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language = '', tag = '', text = '']) => ({
    page,
    language,
    tag,
    text,
  }));
}

/** The blocks of a language, of one tag where one is given; a mistyped tag must not leave a test without anything to test. */
export function blocksIn(language: string, tag?: string): Block[] {
  const found = pages.flatMap(({ blocks }) =>
    blocks.filter((block) => block.language === language && (tag === undefined || block.tag === tag)),
  );
  if (found.length === 0) throw new Error(`No page has a block of ${language} ${tag ?? ''}.`);
  return found;
}

/** The one block of a language and tag. */
export function blockIn(language: string, tag: string): Block {
  const [block, ...others] = blocksIn(language, tag);
  if (!block || others.length > 0) throw new Error(`The pages have several blocks of ${language} ${tag}.`);
  return block;
}

/** The text of a page from a heading, which is given by its beginning, to the next one. */
export function section(page: string, heading: string): string {
  const { text = '' } = pages.find(({ name }) => name === page) ?? {};
  const found = text.split(/^(?=##? )/m).find((part) => part.replace(/^#+ /, '').startsWith(heading));
  if (found === undefined) throw new Error(`${page} has no heading that begins with "${heading}".`);
  return found;
}

/** The rows of the one table in a text whose header begins with a cell, as cells. */
export function tableRows(text: string, firstHeader: string): string[][] {
  const lines = text.split('\n');
  const header = lines.findIndex((line) => line.startsWith(`| ${firstHeader} |`));
  if (header === -1) throw new Error(`There is no table that begins with ${firstHeader}.`);
  const end = lines.findIndex((line, place) => place > header && !line.startsWith('|'));
  return lines
    .slice(header + 2, end === -1 ? undefined : end)
    .filter((line) => line !== '')
    .map(cellsOf);
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}

/** What stands in backquotes. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}
