import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../parts/button.js';
import { TextField } from '../parts/field.js';
import { signIn } from './session.js';

/** Asks for an API key, which is exchanged for a session and kept nowhere in the browser. */
export function SignInPage() {
  const [key, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    document.title = 'Sign in · Variorum';
  }, []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const refused = await signIn(key.trim());
    if (refused === null) return location.reload();
    setProblem(refused);
    setBusy(false);
  }

  return (
    <main className="mx-auto mt-[16vh] w-[min(26rem,100vw-2rem)] rounded-lg border border-line bg-surface p-6">
      <h1 className="mb-1 text-xl font-semibold">Sign in to Variorum</h1>
      <p className="mb-4 text-sm text-muted">
        With an API key of your organization. On your own machine <code className="font-mono">npm start</code> prints a link that
        signs in without one.
      </p>
      <form onSubmit={(event) => void submit(event)} className="grid gap-3">
        <TextField
          label="API key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          value={key}
          onChange={(event) => setKey(event.target.value)}
          error={problem}
          hint="It is exchanged for a session of 12 hours, and not kept in the browser."
        />
        <Button kind="primary" type="submit" busy={busy}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
