import { type ReactNode, useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { messageOf } from '../graph/message-of.js';
import { Failure, Loading } from '../parts/states.js';
import { SessionDocument, SharedSessionDocument } from './generated.js';
import { useUncachedClient } from '../graph/uncached.js';
import { type Session, SessionProvider } from './session.js';
import { SignInPage } from './sign-in-page.js';

/** Shows the pages to whoever is signed in, and the way in to everybody else. */
export function SessionGate({ signedOut, children }: { signedOut: boolean; children: ReactNode }) {
  const [own, readAgain] = useQuery({ query: SessionDocument, requestPolicy: 'cache-first' });
  const refused = own.error?.response?.status === 401;
  // A guest has no key, and is told so.
  const asGuest = own.error !== undefined && !own.error.networkError;
  const [shared] = useQuery({ query: SharedSessionDocument, requestPolicy: 'cache-first', pause: !asGuest });
  const session = useMemo((): Session | null => {
    if (own.data) {
      const { role, apiKey, organization } = own.data.viewer;
      return { kind: 'key', role, keyName: apiKey.name, organizationName: organization.name };
    }
    const experiment = shared.data?.sharedExperiment;
    return experiment ? { kind: 'guest', experimentId: experiment.id } : null;
  }, [own.data, shared.data]);

  useReloadForOthers(own.data?.viewer.apiKey.id ?? null);
  if (signedOut || refused) return <SignInPage />;
  if (session) return <SessionProvider value={session}>{children}</SessionProvider>;
  const error = asGuest ? shared.error : own.error;
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

/** Another tab may have signed in with another key, and the browser has one session: what is on screen would be another organization’s. */
function useReloadForOthers(apiKeyId: string | null): void {
  const client = useUncachedClient();
  useEffect(() => {
    if (apiKeyId === null) return;
    const look = async (): Promise<void> => {
      const { data } = await client.query(SessionDocument, {}).toPromise();
      if (data && data.viewer.apiKey.id !== apiKeyId) location.reload();
    };
    const looked = (): void => void look();
    window.addEventListener('focus', looked);
    return () => window.removeEventListener('focus', looked);
  }, [client, apiKeyId]);
}
