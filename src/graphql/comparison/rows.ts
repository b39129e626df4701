import type { RowFilter } from '../../domain/comparison/row-filter.js';
import {
  comparisonRows,
  countRows,
  positionOfItem,
  type RowList,
  type RowOrderName,
  rowOfItem,
  rowOrders,
} from '../../domain/comparison/rows.js';
import { decodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { afterNumber, pageArgs, pageComplexity, pageOf, pageOffset, pageSize } from '../connections.js';
import { givenId } from '../ids.js';
import { ComparisonRef, ComparisonRowRef } from './types.js';

const BelowFilter = builder.inputType('BelowFilter', {
  description: 'Rows in which an evaluator gave some cell a low value.',
  fields: (t) => ({
    evaluatorId: t.id({ required: true, description: 'The evaluator.' }),
    value: t.float({ description: 'Values below this, 0 to 1; by default the evaluator’s threshold.' }),
  }),
});

const ComparisonFilter = builder.inputType('ComparisonFilter', {
  description: 'Which rows are wanted: those for which all that is given holds.',
  fields: (t) => ({
    divergent: t.boolean({ description: 'True: those that diverge. False: those that do not.' }),
    errored: t.boolean({ description: 'True: those with an error in some cell. False: those without.' }),
    below: t.field({ type: BelowFilter, description: 'Those in which an evaluator gave some cell less than a value.' }),
    search: t.string({ description: 'Those whose externalId, input or outputs contain a text, in any case.' }),
  }),
});

interface FilterArgs {
  filter?: typeof ComparisonFilter.$inferInput | null;
}

/** What it counts in a query to tell which rows are wanted: to look for a text takes some 650 ms at 20,000 rows. */
function filterComplexity({ filter }: FilterArgs): number {
  return filter?.search ? 5_000 : 1;
}

const ComparisonOrder = builder.enumType('ComparisonOrder', {
  description: 'The order of the rows.',
  values: {
    [rowOrders[0]]: { description: 'As the dataset has the items.' },
    [rowOrders[1]]: { description: 'Those first whose scores lie furthest apart; those with fewer than two scores last.' },
  },
});

const ComparisonRowConnection = builder.connectionObject(
  { type: ComparisonRowRef, name: 'ComparisonRowConnection' },
  { name: 'ComparisonRowEdge' },
);

builder.objectFields(ComparisonRef, (t) => ({
  rows: t.field({
    type: ComparisonRowConnection,
    description: 'The rows, a page at a time.',
    args: {
      ...pageArgs,
      filter: t.arg({ type: ComparisonFilter, description: 'Which of them.' }),
      orderBy: t.arg({ type: ComparisonOrder, defaultValue: 'DATASET', description: 'Their order.' }),
      offset: t.arg.int({
        defaultValue: 0,
        description:
          'How many of the rows that the filter leaves, in their order, to pass over before the page begins; together with `after`, from behind that on.',
      }),
    },
    complexity: (args) => ({ ...pageComplexity(args), field: filterComplexity(args) }),
    resolve: async (comparison, { filter, orderBy, ...page }, { scope }) => {
      const rows = await comparisonRows(scope, comparison, {
        ...rowList(filter, orderBy),
        limit: pageSize(page) + 1,
        after: afterNumber(page),
        offset: pageOffset(page),
      });
      return pageOf(rows, page, ({ place }) => String(place));
    },
  }),
  row: t.field({
    type: ComparisonRowRef,
    nullable: true,
    description: 'The row of one item; null where the runs have no such item.',
    args: { itemId: t.arg.id({ required: true, description: 'The item.' }) },
    resolve: (comparison, { itemId }, { scope }) => {
      const id = decodeId('datasetItem', itemId);
      return id && rowOfItem(scope, comparison, id);
    },
  }),
  rowPosition: t.int({
    nullable: true,
    description:
      'How many rows stand before that of an item, of those that the filter leaves in that order: the `offset` at which a page begins with it. Null where the filter leaves it out, or the runs have no such item.',
    args: {
      itemId: t.arg.id({ required: true, description: 'The item.' }),
      filter: t.arg({ type: ComparisonFilter, description: 'Which rows are in the list.' }),
      orderBy: t.arg({ type: ComparisonOrder, defaultValue: 'DATASET', description: 'Their order.' }),
    },
    complexity: filterComplexity,
    resolve: (comparison, { itemId, filter, orderBy }, { scope }) => {
      const list = rowList(filter, orderBy);
      const id = decodeId('datasetItem', itemId);
      return id && positionOfItem(scope, comparison, id, list);
    },
  }),
  rowCount: t.int({
    description: 'How many rows a filter leaves.',
    args: { filter: t.arg({ type: ComparisonFilter, required: true, description: 'Which of them.' }) },
    complexity: filterComplexity,
    resolve: (comparison, { filter }, { scope }) => countRows(scope, comparison, rowFilter(filter)),
  }),
}));

function rowList(filter: FilterArgs['filter'], orderBy: RowOrderName | null | undefined): RowList {
  return { filter: rowFilter(filter ?? {}), orderBy: orderBy ?? 'DATASET' };
}

function rowFilter(given: typeof ComparisonFilter.$inferInput): RowFilter {
  const { below, ...filter } = given;
  if (!below) return filter;
  return {
    ...filter,
    below: { evaluatorId: givenId('evaluator', below.evaluatorId, 'filter.below.evaluatorId'), value: below.value },
  };
}
