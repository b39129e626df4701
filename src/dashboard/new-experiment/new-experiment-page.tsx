import { Page } from '../parts/page.js';
import { Empty } from '../parts/states.js';
import { useMay } from '../session/session.js';
import { NewExperimentForm } from './new-experiment-form.js';

/** Makes an experiment, from its name to its first runs. */
export function NewExperimentPage() {
  const mayEdit = useMay('edit');
  return (
    <Page title="New experiment" above={{ label: 'Experiments', link: { to: '/experiments' } }}>
      {mayEdit ? (
        <NewExperimentForm />
      ) : (
        <Empty title="You only read here">To make experiments, sign in with a key of the role editor.</Empty>
      )}
    </Page>
  );
}
