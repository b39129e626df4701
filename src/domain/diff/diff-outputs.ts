import type { Json } from '../../json.js';
import { trimmed } from '../evaluation/answer-hash.js';
import { type DiffNode, diffJson, type PatchOperation } from './json-changes.js';
import { sameJson } from './same-json.js';
import { diffLines, diffWords, type TextHunk, type TextPart } from './text-hunks.js';

/** How long to look for the shortest way between two outputs; after that, a longer one is told. In milliseconds. */
const patienceMs = 400;

/** What one result has: an output, or why there is none. */
export type DiffSide = { kind: 'output'; output: Json } | { kind: 'error'; type: string; message: string };

/** How two results differ. */
export interface OutputDiff {
  /** Two texts; an error on either side; or any other two outputs. */
  kind: 'TEXT' | 'ERROR' | 'JSON';
  /**
   * Whether both give one answer: key order, spelling of numbers and white space around texts don't count. All errors are one answer,
   * whatever they say.
   */
  same: boolean;
  /** From left to right, exactly; null where not both are JSON. */
  patch: PatchOperation[] | null;
  /** Of JSON; empty for all else. */
  tree: DiffNode[];
  /** Of texts, an error being its type and message; empty for JSON. */
  lines: TextHunk[];
  /** As {@link OutputDiff.lines}, but of all that there is. */
  words: TextPart[];
}

/** Compares what two results have. It takes about a second at most, whatever their size. */
export function diffOutputs(left: DiffSide, right: DiffSide): OutputDiff {
  if (left.kind === 'error' || right.kind === 'error') {
    return { kind: 'ERROR', same: left.kind === right.kind, ...diffTexts(textOf(left), textOf(right)) };
  }
  const same = sameJson(trimmed(left.output), trimmed(right.output));
  if (typeof left.output === 'string' && typeof right.output === 'string') {
    return { kind: 'TEXT', same, ...diffTexts(left.output, right.output) };
  }
  const { patch, nodes } = diffJson(left.output, right.output, soon());
  return { kind: 'JSON', same, patch, tree: nodes, lines: [], words: [] };
}

function diffTexts(left: string, right: string): Pick<OutputDiff, 'patch' | 'tree' | 'lines' | 'words'> {
  return { patch: null, tree: [], lines: diffLines(left, right, soon()), words: diffWords(left, right, soon()) };
}

function soon(): number {
  return performance.now() + patienceMs;
}

function textOf(side: DiffSide): string {
  if (side.kind === 'error') return `${side.type}: ${side.message}`;
  return typeof side.output === 'string' ? side.output : JSON.stringify(side.output, null, 2);
}
