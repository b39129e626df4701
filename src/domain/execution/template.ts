import { LRUCache } from 'lru-cache';
import Mustache, { type TemplateSpans } from 'mustache';
import type { Json } from '../../json.js';
import type { Item } from './executor.js';

/** What a template may name of an item. The expected output is not among it: a variant must not see the answer. */
export const visible = ['input', 'metadata', 'externalId'] as const;

/**
 * A Mustache template over an item, such as `{{input.question}}`. Text goes in as it is, without HTML escaping; objects
 * and lists as JSON; null as nothing. A variable that the item lacks is an error, and a section over it is left out, as
 * is Mustache's way to write what is optional: `{{#input.hint}}Hint: {{.}}{{/input.hint}}`.
 */
export class Template {
  private readonly source: string;
  /** What the template consists of, as Mustache parsed it. */
  readonly spans: TemplateSpans;
  private readonly writer = new PromptWriter();

  /** @throws Error of Mustache's where the text does not parse. */
  constructor(source: string) {
    this.source = source;
    this.spans = this.writer.parse(source);
  }

  /**
   * @returns the text, and the variables that the item lacks: with any of them the text is of no use.
   * @throws TemplateTooLarge where the text or the work on it would be without measure.
   */
  render(item: Item): { text: string; missing: string[] } {
    const missing = new Set<string>();
    const { input, metadata, externalId } = item;
    const view = new View({ input, metadata, externalId }, null, missing);
    return { text: this.writer.render(this.source, view), missing: [...missing] };
  }
}

/**
 * The most steps of one rendering: characters, tags and rounds of sections. Sections inside sections over a long list
 * would otherwise take hours, in which the process does nothing else.
 */
const mostSteps = 16_000_000;
/** What one round of a section counts for, beside its tags. */
const stepsOfRound = 20;

/** A template and an item that together make more than {@link mostSteps}. */
export class TemplateTooLarge extends Error {
  override readonly name = 'TemplateTooLarge';

  constructor() {
    super('The template repeats so much of the item that its text is too large to be made. Repeat less of it.');
  }
}

const templates = new LRUCache<string, Template>({ max: 1_000 });

/**
 * The template of a text, parsed once.
 *
 * @throws Error of Mustache's where it does not parse; what is saved has been checked.
 */
export function templateOf(source: string): Template {
  const known = templates.get(source);
  if (known) return known;
  const template = new Template(source);
  templates.set(source, template);
  return template;
}

/** The context of a tag. It finds own properties alone: Mustache's would reach those of every JavaScript object. */
class View extends Mustache.Context {
  private readonly value: Json;
  private readonly outer: View | null;
  private readonly missing: Set<string>;

  constructor(value: Json, outer: View | null, missing: Set<string>) {
    super(value);
    this.value = value;
    this.outer = outer;
    this.missing = missing;
  }

  override push(value: Json): View {
    return new View(value, this, this.missing);
  }

  override lookup(name: string): Json | undefined {
    if (name === '.') return this.value;
    const found = descend(this.value, name.split('.'));
    return found === undefined ? this.outer?.lookup(name) : found;
  }

  text(name: string): string {
    const value = this.lookup(name);
    if (value === undefined) this.missing.add(name);
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

class PromptWriter extends Mustache.Writer {
  private steps = 0;

  override render(...given: Parameters<Mustache.Writer['render']>): string {
    this.steps = 0;
    return super.render(...given);
  }

  override renderTokens(...given: Parameters<Mustache.Writer['renderTokens']>): string {
    this.take(stepsOfRound + given[0].length);
    return super.renderTokens(...given);
  }

  override rawValue(token: string[]): string {
    const text = super.rawValue(token);
    this.take(text.length);
    return text;
  }

  override escapedValue([, name = '']: string[], view: Mustache.Context): string {
    const text = view instanceof View ? view.text(name) : '';
    this.take(text.length);
    return text;
  }

  override unescapedValue(token: string[], view: Mustache.Context): string {
    return this.escapedValue(token, view);
  }

  private take(steps: number): void {
    this.steps += steps;
    if (this.steps > mostSteps) throw new TemplateTooLarge();
  }
}

/** What a path leads to, by own properties alone; undefined where it leads nowhere. */
export function descend(value: Json, path: string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as { [key: string]: Json })[key];
  }
  return at;
}
