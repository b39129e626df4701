import type { Result } from '../../database/client.js';
import type { OutputDiff } from '../../domain/diff/diff-outputs.js';
import type { DiffNode } from '../../domain/diff/json-changes.js';
import type { TextHunk, TextPart } from '../../domain/diff/text-hunks.js';
import { builder } from '../builder.js';
import { ResultRef } from '../results/types.js';

const DiffKindEnum = builder.enumType('DiffKind', {
  description: 'What is compared of two results.',
  values: {
    JSON: { description: 'Two outputs of which one at least is more than a text: told by `patch` and `tree`.' },
    TEXT: { description: 'Two texts: told by `lines` and `words`.' },
    ERROR: {
      description: 'One of the results at least is an error, which stands as `type: message`: told by `lines` and `words`.',
    },
  },
});

const DiffChangeEnum = builder.enumType('DiffChange', {
  description: 'What happens to a piece from left to right.',
  values: {
    ADDED: { description: 'It is right alone.' },
    REMOVED: { description: 'It is left alone.' },
    CHANGED: { description: 'It is on both sides, and differs.' },
    UNCHANGED: { description: 'It is the same on both sides.' },
  },
});

const TextPartRef = builder.objectRef<TextPart>('TextPart').implement({
  description: 'A piece of text that both sides have, or one of them.',
  fields: (t) => ({
    change: t.expose('change', { type: DiffChangeEnum, description: 'Which side has it: UNCHANGED, REMOVED or ADDED.' }),
    text: t.exposeString('text', { description: 'The text, with its white space.' }),
  }),
});

const TextHunkRef = builder.objectRef<TextHunk>('TextHunk').implement({
  description: 'Lines that differ, with up to three unchanged ones before and after: a hunk of a unified diff.',
  fields: (t) => ({
    leftStart: t.exposeInt('leftStart', {
      description: 'The first line of the hunk in the left text: 1 for the first, and for a text without lines.',
    }),
    leftLines: t.exposeInt('leftLines', { description: 'How many lines of the left text it covers.' }),
    rightStart: t.exposeInt('rightStart', { description: 'As `leftStart`, in the right text.' }),
    rightLines: t.exposeInt('rightLines', { description: 'How many lines of the right text it covers.' }),
    parts: t.field({
      type: [TextPartRef],
      description: 'Its lines. A part holds one line or more, each with a line break at its end.',
      resolve: ({ parts }) => parts,
    }),
  }),
});

const DiffNodeRef = builder.objectRef<DiffNode>('DiffNode').implement({
  description: 'A place in one of two outputs, or in both. No node is inside another.',
  fields: (t) => ({
    path: t.exposeString('path', {
      description:
        'Where it is in the right output, or, if it was removed, in the left: a JSON Pointer (RFC 6901), empty for all of it.',
    }),
    leftPath: t.exposeString('leftPath', {
      nullable: true,
      description: 'Where it is in the left output: in a list perhaps at another place. Null if it was added.',
    }),
    change: t.expose('change', { type: DiffChangeEnum, description: 'What happens to it from left to right.' }),
    left: t.expose('left', { type: 'JSON', nullable: true, description: 'What is left; null if it was added.' }),
    right: t.expose('right', { type: 'JSON', nullable: true, description: 'What is right; null if it was removed.' }),
    words: t.field({
      type: [TextPartRef],
      description: 'If it is a text of more than 40 characters that has changed: both texts at once, word by word. Else empty.',
      resolve: ({ words }) => words,
    }),
  }),
});

export interface ResultDiff extends OutputDiff {
  left: Result;
  right: Result;
}

export const ResultDiffRef = builder.objectRef<ResultDiff>('ResultDiff').implement({
  description: 'How what came out differs between two results.',
  fields: (t) => ({
    left: t.field({ type: ResultRef, description: 'The result that is compared.', resolve: ({ left }) => left }),
    right: t.field({ type: ResultRef, description: 'The result that it is compared with.', resolve: ({ right }) => right }),
    kind: t.expose('kind', { type: DiffKindEnum, description: 'What is compared, and by which fields it is told.' }),
    same: t.exposeBoolean('same', {
      description:
        'Whether both outputs are the same: key order, spelling of numbers and white space around texts don’t count. It is the whole outputs that are looked at, whatever `comparedAnswer` says. All errors are the same.',
    }),
    patch: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'A JSON Patch (RFC 6902): the list of operations that lead from the left output to the right. Null for texts and errors.',
      resolve: ({ patch }) => patch,
    }),
    tree: t.field({
      type: [DiffNodeRef],
      description:
        'The patch to be read: where two outputs differ, and what is unchanged beside that, unless it is in a list or object of more than 100 entries. At most 5,000 places, larger ones where there would be more. Empty for texts and errors.',
      resolve: ({ tree }) => tree,
    }),
    lines: t.field({
      type: [TextHunkRef],
      description:
        'The lines that differ between two texts; of texts with little in common, all of them as one hunk. A line break at the end doesn’t count. Empty for JSON.',
      resolve: ({ lines }) => lines,
    }),
    words: t.field({
      type: [TextPartRef],
      description:
        'Two texts at once, word by word: without the added parts the left one, without the removed parts the right. Empty for JSON.',
      resolve: ({ words }) => words,
    }),
  }),
});
