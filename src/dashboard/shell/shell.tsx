import { Link, Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type Session, signOut, useSession } from '../session/session.js';
import { Button } from '../parts/button.js';
import { ConnectionNotice } from './connection-notice.js';

const places = [
  { to: '/experiments', label: 'Experiments' },
  { to: '/datasets', label: 'Datasets' },
  { to: '/live', label: 'Live experiments' },
  { to: '/functions', label: 'Functions' },
  { to: '/settings', label: 'Settings' },
] as const;

/** What surrounds every page: where one can go, who one is, and whether what is on screen is live. */
export function Shell() {
  const session = useSession();
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const former = useRef(pathname);
  useEffect(() => {
    // Who hears the page is taken to the new one, as those who see it are.
    if (former.current !== pathname) main.current?.focus();
    former.current = pathname;
  }, [pathname]);
  return (
    <>
      <a
        href="#main"
        className="absolute top-2 left-2 z-20 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
          <Link to="/" className="flex items-center gap-2 font-semibold">
            <img src="/favicon.svg" alt="" width={24} height={24} />
            Variorum
          </Link>
          {session.kind === 'key' ? (
            <nav aria-label="Main" className="order-last -mx-2 flex w-full flex-wrap md:order-none md:mx-0 md:w-auto">
              {places.map(({ to, label }) => (
                <Link
                  key={to}
                  to={to}
                  className="rounded-md px-2 py-1.5 text-sm whitespace-nowrap"
                  inactiveProps={{ className: 'text-muted hover:text-ink' }}
                  activeProps={{ className: 'text-ink underline decoration-accent decoration-2 underline-offset-8' }}
                >
                  {label}
                </Link>
              ))}
            </nav>
          ) : null}
          <div className="ml-auto flex items-center gap-3 text-sm">
            <span className="hidden text-muted sm:inline">
              {session.kind === 'key' ? `${session.organizationName} · ${session.keyName}` : 'Guest of a share link'}
            </span>
            <SignOut />
          </div>
        </div>
      </header>
      <ConnectionNotice />
      <main ref={main} id="main" tabIndex={-1} className="mx-auto max-w-[100rem] px-4 py-5 outline-none">
        {isElsewhere(session, pathname) ? <Navigate to="/" replace /> : <Outlet />}
      </main>
    </>
  );
}

/** A guest has one experiment, and no other page. */
function isElsewhere(session: Session, pathname: string): boolean {
  return session.kind === 'guest' && pathname !== '/' && !pathname.startsWith(`/experiments/${session.experimentId}`);
}

function SignOut() {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      {problem ? (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      ) : null}
      <Button kind="quiet" onClick={() => void signOut().then(setProblem)}>
        Sign out
      </Button>
    </>
  );
}
