import { createContext, useContext } from 'react';

/** Who looks at the dashboard. */
export type Session =
  | { kind: 'key'; role: 'VIEWER' | 'EDITOR' | 'ADMIN'; keyName: string; organizationName: string }
  /** Someone with a share link, which opens a single experiment, to read. */
  | { kind: 'guest'; experimentId: string };

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext.Provider;

/** Who is signed in. Pages are only there for someone who is. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('A page was shown to nobody.');
  return session;
}

/** Whether the API lets this session do something: editors create, change and run; admins also delete and see to settings. What it may not is not offered. */
export function useMay(what: 'edit' | 'administer'): boolean {
  const session = useSession();
  if (session.kind === 'guest') return false;
  return session.role === 'ADMIN' || (what === 'edit' && session.role === 'EDITOR');
}

/** Opens a session for an API key. @returns why not; null when it is open. */
export async function signIn(key: string): Promise<string | null> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  }).catch(() => null);
  if (response === null) return 'The server can’t be reached. Check that it runs, and try again.';
  if (response.ok) return null;
  const answer: unknown = await response.json().catch(() => null);
  return typeof answer === 'object' && answer !== null && 'message' in answer
    ? String(answer.message)
    : `The server answered ${response.status}.`;
}

/** Ends the session, and begins anew: nothing of what was read stays on the page. @returns why not, where it goes on. */
export async function signOut(): Promise<string | null> {
  const response = await fetch('/session', { method: 'DELETE' }).catch(() => null);
  if (!response?.ok) return 'You are still signed in: the server can’t be reached. Try again.';
  location.assign('/');
  return null;
}
