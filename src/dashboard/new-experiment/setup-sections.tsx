import { Card } from '../parts/card.js';
import { EndpointChoice, StepChoices } from '../setup/app-fields.js';
import { DataFields } from '../setup/data-fields.js';
import type { SectionProps } from './section.js';

/** Which items the variants run over. */
export function DataSection(props: SectionProps) {
  return (
    <Card title="Data">
      <DataFields {...props} />
    </Card>
  );
}

/** Of the type WEBHOOK: which application is called, and which of its steps variants may change, in which parameters. */
export function AppSection(props: SectionProps) {
  return (
    <Card title="Your application">
      <div className="grid gap-4">
        <EndpointChoice {...props} />
        <StepChoices {...props} />
      </div>
    </Card>
  );
}
