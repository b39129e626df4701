import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { misfitOfLength } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { SelectField, TextField } from '../parts/field.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { CreateShareLinkDocument } from './generated.js';

const lifetimes = [
  { hours: 24, label: 'in a day' },
  { hours: 7 * 24, label: 'in a week' },
  { hours: 30 * 24, label: 'in 30 days' },
  { hours: 365 * 24, label: 'in a year' },
];

/** Makes a share link, and shows it, this once. */
export function NewShareLink({ experimentId }: { experimentId: string }) {
  const { run, busy, problem } = useCommand(CreateShareLinkDocument);
  const [name, setName] = useState('');
  const [hours, setHours] = useState(7 * 24);
  const [address, setAddress] = useState<string | null>(null);
  const problems = useFormProblems(
    {
      name: { label: 'Whom it is for', value: name, misfit: misfitOfLength(name, 200) },
      expiresInHours: { label: 'Expires', value: hours },
    },
    problem,
  );
  const create = async () => {
    if (!problems.check()) return;
    const created = await run({ input: { experimentId, name: name.trim() || null, expiresInHours: hours } });
    if (!created) return;
    setAddress(new URL(created.path, location.href).href);
    setName('');
  };
  return (
    <form
      ref={problems.ref}
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-[1fr_auto]">
        <TextField
          label="Whom it is for"
          hint="One for each reader, so that it can be revoked for that one."
          placeholder="Ada, from support"
          value={name}
          error={problems.at('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label="Expires"
          value={hours}
          error={problems.at('expiresInHours')}
          onChange={(event) => setHours(Number(event.target.value))}
        >
          {lifetimes.map((lifetime) => (
            <option key={lifetime.hours} value={lifetime.hours}>
              {lifetime.label}
            </option>
          ))}
        </SelectField>
      </div>
      <ProblemNotice problem={problems.elsewhere} />
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          Create a link
        </Button>
      </div>
      {address ? <CreatedLink key={address} address={address} /> : null}
    </form>
  );
}

/** A link that was just made: nobody can read it again. */
function CreatedLink({ address }: { address: string }) {
  const [copied, setCopied] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // Browsers give no clipboard to pages that are not served securely: what is selected can be copied by hand.
      frame.current?.querySelector('input')?.select();
    }
  };
  return (
    <div ref={frame} className="grid gap-2 rounded-md border border-good bg-good-soft p-3">
      <p role="status" className="text-sm font-medium text-good">
        The link is made. Copy it now: it is shown this once.
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label="Link"
          className="min-w-0 grow basis-64"
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button icon={copied ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />} onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </div>
  );
}
