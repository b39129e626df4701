import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: string;
  /** Beside the title, such as a status. */
  mark?: ReactNode;
  /** What the page is part of. */
  above?: { label: string; link: Pick<LinkProps, 'to' | 'params' | 'search'> };
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: what it is about, what can be done there, and what it shows. */
export function Page({ title, mark, above, description, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Variorum`;
  }, [title]);
  return (
    <>
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          {above ? (
            <nav aria-label="Breadcrumb" className="mb-1 text-sm">
              <Link {...above.link} className="text-accent hover:underline">
                {above.label}
              </Link>
              <span aria-hidden className="text-muted">
                {' /'}
              </span>
            </nav>
          ) : null}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl font-semibold break-words">{title}</h1>
            {mark}
          </div>
          {description ? <div className="mt-1 max-w-prose text-sm text-muted">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </header>
      <div className="grid gap-4">{children}</div>
    </>
  );
}
