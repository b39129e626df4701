import { importDatasetVersion } from '../../domain/datasets/import.js';
import { NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { FileFormatEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { DatasetVersionRef } from './types.js';

const CsvColumnsInput = builder.inputType('CsvColumnsInput', {
  description: 'Which columns of a CSV file are what, by their names in its header.',
  fields: (t) => ({
    externalId: t.string({
      description: 'The column of names; `externalId` or `id` by default, null: no column. Without one, items are numbered.',
    }),
    input: t.stringList({ description: 'The columns that make up the input; every column that is nothing else by default.' }),
    expectedOutput: t.string({
      description:
        'The column of right answers; `expectedOutput`, `expected_output` or `expected` by default, where there is one, null: no column.',
    }),
    metadata: t.stringList({ description: 'The columns that make up the metadata; none by default.' }),
  }),
});

const ImportDatasetVersionInput = builder.inputType('ImportDatasetVersionInput', {
  description: 'A file that makes the next version of a dataset.',
  fields: (t) => ({
    datasetId: t.id({ required: true, description: 'The dataset.' }),
    file: t.field({ type: 'Upload', required: true, description: 'The file, in UTF-8.' }),
    format: t.field({ type: FileFormatEnum, required: true, description: 'How the file is written.' }),
    replace: t.boolean({
      defaultValue: false,
      description: 'The new version has exactly the items of the file; else they are added to those of the latest version.',
    }),
    csv: t.field({ type: CsvColumnsInput, description: 'What the columns of a CSV file are, where their names don’t say it.' }),
  }),
});

builder.mutationField('importDatasetVersion', (t) =>
  t.field({
    type: DatasetVersionRef,
    nullable: true,
    description: 'Adds the next version of a dataset from a file of any size: all of it or nothing.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: ImportDatasetVersionInput, required: true, description: 'What to import.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const { file, format, replace, csv } = input;
      const imported = await importDatasetVersion(scope, {
        datasetId: givenId('dataset', input.datasetId, 'datasetId'),
        format,
        file: file.stream,
        replace,
        csv: {
          externalId: csv?.externalId,
          input: csv?.input ?? undefined,
          expectedOutput: csv?.expectedOutput,
          metadata: csv?.metadata ?? undefined,
        },
      });
      return orThrow(imported);
    },
  }),
);
