import type { Run } from '../../database/client.js';
import {
  type Comparison,
  type ComparisonColumn,
  comparisonColumns,
  comparisonSummary,
  judgedAlike,
} from '../../domain/comparison/comparison.js';
import { type DivergentField, divergentFields, mostFields, mostValues } from '../../domain/comparison/fields.js';
import type { MatrixSummary } from '../../domain/comparison/matrix.js';
import type { Cell, ComparisonRow } from '../../domain/comparison/row.js';
import type { Json } from '../../json.js';
import { builder } from '../builder.js';
import { DatasetItemRef } from '../datasets/types.js';
import { ExecutionErrorRef, executionErrorOf } from '../execution-error.js';
import { ResultRef } from '../results/types.js';
import { RunRef } from '../runs/types.js';

export const ComparisonSummaryRef = builder.objectRef<MatrixSummary>('ComparisonSummary').implement({
  description: 'All rows of a comparison, counted. Divergent, agreeing and incomplete ones are all there are.',
  fields: (t) => ({
    rows: t.exposeInt('rows', { description: 'How many items the runs have between them.' }),
    divergentRows: t.exposeInt('divergentRows', { description: 'Rows in which at least two answers differ.' }),
    agreeingRows: t.exposeInt('agreeingRows', { description: 'Rows in which every run has the same answer.' }),
    incompleteRows: t.exposeInt('incompleteRows', {
      description: 'Rows in which some run has no result, and those that are there agree.',
    }),
  }),
});

export const ComparisonColumnRef = builder.objectRef<ComparisonColumn>('ComparisonColumn').implement({
  description: 'The aggregate row’s cell of one run: over all of its items, the best of each figure marked.',
  fields: (t) => ({
    run: t.field({ type: RunRef, description: 'The run.', resolve: ({ run }) => run }),
    averageDurationMs: t.exposeFloat('averageDurationMs', { nullable: true, description: 'In milliseconds, over its outputs.' }),
    averageTokens: t.exposeFloat('averageTokens', {
      nullable: true,
      description: 'Input and output together, over its outputs.',
    }),
    totalCost: t.expose('totalCost', {
      type: 'Decimal',
      nullable: true,
      description: 'US dollars; null where the price of anything is unknown.',
    }),
    averageScore: t.exposeFloat('averageScore', { nullable: true, description: '0 to 1, over the results that have a score.' }),
    passRate: t.exposeFloat('passRate', { nullable: true, description: 'How many of those judged passed: 0 to 100.' }),
    fastest: t.exposeBoolean('fastest', { description: 'The lowest average duration; so are all that tie.' }),
    fewestTokens: t.exposeBoolean('fewestTokens', { description: 'The lowest average of tokens; so are all that tie.' }),
    cheapest: t.exposeBoolean('cheapest', {
      description:
        'The lowest total cost, where all runs have all results of the same items and trials; an unknown cost never is.',
    }),
    best: t.exposeBoolean('best', { description: 'The highest average score; so are all that tie.' }),
  }),
});

const ComparisonCellState = builder.enumType('ComparisonCellState', {
  description: 'What a run has for an item.',
  values: {
    MISSING: { description: 'No result, yet or ever.' },
    OUTPUT: { description: 'An output.' },
    ERROR: { description: 'An error: an answer of its own kind.' },
    UNSTABLE: { description: 'Several trials, of which no more than half gave the same answer.' },
  },
});

const cellStates = { missing: 'MISSING', output: 'OUTPUT', error: 'ERROR', unstable: 'UNSTABLE' } as const;

const ComparisonCellRef = builder.objectRef<Cell>('ComparisonCell').implement({
  description: 'One item in one run. With several trials the figures are means over them.',
  fields: (t) => ({
    run: t.field({ type: RunRef, description: 'The run: the column.', resolve: ({ run }) => run }),
    state: t.field({
      type: ComparisonCellState,
      description: 'What is there.',
      resolve: ({ answer }) => cellStates[answer.kind],
    }),
    result: t.field({
      type: ResultRef,
      nullable: true,
      description: 'The result: of several trials the first that gave the majority’s answer, or the first of all.',
      resolve: (cell, _args, { loaders }) => {
        const id = resultIdOf(cell);
        return id === null ? null : loaders.results.load(id);
      },
    }),
    error: t.field({
      type: ExecutionErrorRef,
      nullable: true,
      description: 'What kept the result from being an output; null where it is one, or there is none.',
      resolve: (cell) => {
        const id = resultIdOf(cell);
        const result = cell.results.find((candidate) => candidate.id === id);
        return result ? executionErrorOf(result) : null;
      },
    }),
    trials: t.int({ description: 'How many results there are.', resolve: ({ results }) => results.length }),
    durationMs: t.exposeFloat('durationMs', { nullable: true, description: 'How long the call took, in milliseconds.' }),
    totalTokens: t.exposeFloat('totalTokens', { nullable: true, description: 'Input and output tokens together.' }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'US dollars; null where a price is unknown.',
      resolve: ({ cost }) => cost?.toFixed(),
    }),
    score: t.exposeFloat('score', { nullable: true, description: '0 to 1; null where nobody judged.' }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Whether more than half of the judged trials passed.' }),
    fastest: t.exposeBoolean('fastest', {
      description: 'The shortest duration of the row; so are all that tie. Errors never are.',
    }),
    fewestTokens: t.exposeBoolean('fewestTokens', { description: 'The fewest tokens of the row.' }),
    cheapest: t.exposeBoolean('cheapest', { description: 'The lowest cost of the row.' }),
    outlier: t.exposeBoolean('outlier', {
      description: 'In a divergent row: not the majority’s answer. Where no answer has a majority, every cell that is there.',
    }),
  }),
});

function resultIdOf({ answer, results }: Cell): string | null {
  return answer.kind === 'output' || answer.kind === 'error' ? answer.resultId : (results[0]?.id ?? null);
}

interface FieldsOfRow {
  field: DivergentField;
  runs: Run[];
}

const DivergentFieldValueRef = builder
  .objectRef<{ run: Run; value: Json; present: boolean; outlier: boolean }>('DivergentFieldValue')
  .implement({
    description: 'What one run has in a field.',
    fields: (t) => ({
      run: t.field({ type: RunRef, description: 'The run.', resolve: ({ run }) => run }),
      present: t.exposeBoolean('present', { description: 'Whether its output has the field at all.' }),
      value: t.expose('value', { type: 'JSON', nullable: true, description: 'What is there.' }),
      outlier: t.exposeBoolean('outlier', { description: 'Whether it is not what the majority has.' }),
    }),
  });

const DivergentFieldRef = builder.objectRef<FieldsOfRow>('DivergentField').implement({
  description: 'A field of the outputs in which the runs differ.',
  fields: (t) => ({
    pointer: t.string({
      description: 'Where it is: a JSON Pointer (RFC 6901) into the outputs.',
      resolve: ({ field }) => field.pointer,
    }),
    hasMajority: t.boolean({
      description: 'Whether more than half of the outputs have the same there, or have nothing there.',
      resolve: ({ field }) => !field.outliers.every(Boolean),
    }),
    majority: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What more than half of the outputs have there.',
      resolve: ({ field }) => field.majority?.value,
    }),
    values: t.field({
      type: [DivergentFieldValueRef],
      description: 'What each run has there that has an output.',
      resolve: ({ field, runs }) =>
        runs.map((run, place) => {
          const held = field.values[place] ?? null;
          return { run, present: held !== null, value: held?.value ?? null, outlier: field.outliers[place] ?? false };
        }),
    }),
  }),
});

export const ComparisonRowRef = builder.objectRef<ComparisonRow>('ComparisonRow').implement({
  description: 'One item in all runs of a comparison.',
  fields: (t) => ({
    item: t.field({
      type: DatasetItemRef,
      description: 'The item.',
      resolve: ({ itemId }, _args, { loaders }) => loaders.items.load(itemId),
    }),
    place: t.exposeInt('place', { description: 'Its place among all rows in dataset order, 0 for the first.' }),
    cells: t.field({
      type: [ComparisonCellRef],
      description: 'A cell for every run, in their order.',
      resolve: ({ cells }) => cells,
    }),
    divergent: t.exposeBoolean('divergent', { description: 'Whether at least two answers differ.' }),
    hasMajority: t.exposeBoolean('hasMajority', {
      description: 'Whether more than half of the answers that are there are the same.',
    }),
    fields: t.field({
      type: [DivergentFieldRef],
      description: `The fields in which the outputs differ, at most ${mostFields}: for outputs that are objects or lists. The first ${mostValues} values of a row are looked at, those of all outputs together. A cell stands for the answer of its majority; errors and missing cells take no part.`,
      // It takes whole outputs apart: some 10 ms for the largest.
      complexity: { field: 200 },
      resolve: async ({ cells, divergent }, _args, { loaders }) => {
        if (!divergent) return [];
        const withOutput = cells.filter(({ answer }) => answer.kind === 'output');
        const results = await Promise.all(withOutput.map((cell) => loaders.results.load(resultIdOf(cell) ?? '')));
        const outputs = results.map((result) => (result?.output ?? null) as Json);
        if (!outputs.some((output) => typeof output === 'object' && output !== null)) return [];
        return divergentFields(outputs).map((field) => ({ field, runs: withOutput.map(({ run }) => run) }));
      },
    }),
  }),
});

export const ComparisonRef = builder.objectRef<Comparison>('Comparison').implement({
  description: 'Runs of an experiment side by side: rows are the items that they have between them, columns the runs.',
  fields: (t) => ({
    runs: t.field({
      type: [RunRef],
      description: 'The columns, in variant order; several runs of one variant the oldest first.',
      resolve: ({ runs }) => runs,
    }),
    columns: t.field({ type: [ComparisonColumnRef], description: 'The aggregate row.', resolve: comparisonColumns }),
    judgedAlike: t.boolean({
      description:
        'Whether the same evaluators judge all of the runs by the same rules. Where they do not, the average scores and pass rates of the columns can’t be compared directly.',
      resolve: judgedAlike,
    }),
    summary: t.field({
      type: ComparisonSummaryRef,
      description: 'All rows, counted.',
      resolve: (comparison, _args, { scope }) => comparisonSummary(scope, comparison),
    }),
  }),
});
