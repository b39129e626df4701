import { type ReactNode, useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { messageOf } from '../graph/message-of.js';
import { Failure, Loading } from '../parts/states.js';
import { SessionDocument, type SessionQuery } from './generated.js';
import { useUncachedClient } from '../graph/uncached.js';
import { type Session, SessionProvider } from './session.js';
import { SignInPage } from './sign-in-page.js';

/** Shows the pages to whoever is signed in, and the way in to everybody else. */
export function SessionGate({ signedOut, children }: { signedOut: boolean; children: ReactNode }) {
  const [{ data, error }, readAgain] = useQuery({ query: SessionDocument, requestPolicy: 'cache-first' });
  const session = useMemo(() => (data ? sessionOf(data) : null), [data]);
  useReloadForOthers(data ? whoIs(data) : null);
  if (signedOut || error?.response?.status === 401) return <SignInPage />;
  if (session) return <SessionProvider value={session}>{children}</SessionProvider>;
  return (
    <main className="mx-auto mt-[16vh] w-[min(40rem,100vw-2rem)]">
      {error ? (
        <Failure
          title="Variorum could not be opened"
          message={messageOf(error)}
          onRetry={() => readAgain({ requestPolicy: 'network-only' })}
        />
      ) : (
        <Loading />
      )}
    </main>
  );
}

function sessionOf({ viewer, sharedExperiment }: SessionQuery): Session | null {
  if (viewer) {
    const { role, apiKey, organization } = viewer;
    return { kind: 'key', role, keyName: apiKey.name, organizationName: organization.name };
  }
  return sharedExperiment ? { kind: 'guest', experimentId: sharedExperiment.id } : null;
}

/** The key that somebody signed in with, or the experiment that a guest sees. */
function whoIs({ viewer, sharedExperiment }: SessionQuery): string | null {
  return viewer?.apiKey.id ?? sharedExperiment?.id ?? null;
}

/** Another tab may have signed in otherwise, and the browser has one session: what is on screen would be another’s. */
function useReloadForOthers(who: string | null): void {
  const client = useUncachedClient();
  useEffect(() => {
    if (who === null) return;
    const look = async (): Promise<void> => {
      const { data } = await client.query(SessionDocument, {}).toPromise();
      if (data && whoIs(data) !== who) location.reload();
    };
    const looked = (): void => void look();
    window.addEventListener('focus', looked);
    return () => window.removeEventListener('focus', looked);
  }, [client, who]);
}
