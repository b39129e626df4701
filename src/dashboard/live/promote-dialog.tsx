import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { SelectField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { Loaded } from '../parts/loaded.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { formatPercent } from '../quantities.js';
import { useFormProblems } from '../use-form-problems.js';
import { type LiveExperimentShownFragment, PromotableExperimentsDocument, PromoteVariantDocument } from './generated.js';
import { PromotedVariantField } from './promoted-variant-field.js';
import { promotedShare } from './promoted-share.js';

/** How many experiments there are to choose from: the newest. */
const mostExperiments = 200;

interface PromoteDialogProps {
  live: LiveExperimentShownFragment;
  onClose: () => void;
}

/** Takes a variant of an experiment live: hands its configuration to a variant of the live experiment, by a new weight. */
export function PromoteDialog({ live, onClose }: PromoteDialogProps) {
  const [query, readAgain] = useQuery({ query: PromotableExperimentsDocument, variables: { first: mostExperiments } });
  const { run, busy, problem } = useCommand(PromoteVariantDocument);
  const [experimentId, setExperimentId] = useState('');
  const [variantId, setVariantId] = useState('');
  const [liveVariant, setLiveVariant] = useState('');
  const [weight, setWeight] = useState('');
  const problems = useFormProblems(
    {
      experimentId: {
        label: 'Experiment',
        value: experimentId,
        misfit: experimentId === '' ? 'Choose the experiment of the variant.' : null,
      },
      variantId: { label: 'Variant', value: variantId, misfit: variantId === '' ? 'Choose the variant that goes live.' : null },
      liveVariant: {
        label: 'Goes live as',
        value: liveVariant,
        misfit: liveVariant === '' ? 'Choose the variant that takes its configuration.' : null,
      },
      weight: { label: 'Weight', value: weight, misfit: weight === '' || Number(weight) < 0 ? 'Give a number from 0.' : null },
    },
    problem,
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check()) return;
    const input = { variantId, liveExperimentId: live.id, liveVariant, weight: Number(weight) };
    if (await run({ input })) onClose();
  }

  return (
    <Dialog title={`Promote a variant to ${live.name}`} onClose={onClose}>
      <Loaded query={query} onRetry={readAgain}>
        {({ experiments: { edges, pageInfo } }) => (
          <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
            <SelectField
              label="Experiment"
              value={experimentId}
              onChange={(event) => {
                setExperimentId(event.target.value);
                setVariantId('');
              }}
              error={problems.at('experimentId')}
              hint={pageInfo.hasNextPage ? `The newest ${mostExperiments}.` : null}
            >
              <option value="">Choose …</option>
              {edges.map(({ node: { id, name } }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
            <PromotedVariantField
              experimentId={experimentId}
              value={variantId}
              onChange={setVariantId}
              error={problems.at('variantId')}
            />
            <SelectField
              label="Goes live as"
              value={liveVariant}
              onChange={(event) => {
                setLiveVariant(event.target.value);
                const now = live.variants.find(({ name }) => name === event.target.value)?.weight;
                if (weight === '' && now) setWeight(String(now));
              }}
              error={problems.at('liveVariant')}
              hint="The variant in the code that is handed the configuration."
            >
              <option value="">Choose …</option>
              {live.variants.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </SelectField>
            <TextField
              label="Weight"
              type="number"
              min={0}
              step="any"
              value={weight}
              onChange={(event) => setWeight(event.target.value)}
              error={problems.at('weight')}
              hint={weightHint(live, liveVariant, weight)}
            />
            <ProblemNotice problem={problems.elsewhere} title="It was not promoted" />
            <FormActions action="Promote" busy={busy} onLeave={onClose} />
          </form>
        )}
      </Loaded>
    </Dialog>
  );
}

function weightHint({ variants, managed }: LiveExperimentShownFragment, liveVariant: string, weight: string): string {
  if (!managed) return 'It counts once the code asks experiment.managed.';
  const share = liveVariant === '' || weight === '' ? null : promotedShare(variants, liveVariant, Number(weight));
  return share === null
    ? 'Relative to those of the other variants, which stay as they are.'
    : `${formatPercent(100 * share)} of the units that come, the other weights being as they are.`;
}
