import { Link, Outlet, useMatch } from '@tanstack/react-router';
import { Page } from '../parts/page.js';
import { useMay } from '../session/session.js';

const tabs = [
  { to: '/settings/providers', label: 'Providers' },
  { to: '/settings/endpoints', label: 'Endpoints' },
  { to: '/settings/keys', label: 'API keys' },
] as const;

/** What the organization has set up for all of its experiments, a tab for each kind. One endpoint has a page of its own. */
export function SettingsPage() {
  const mayAdminister = useMay('administer');
  const endpoint = useMatch({ from: '/settings/endpoints/$endpointId', shouldThrow: false });
  if (endpoint) return <Outlet />;
  return (
    <Page title="Settings" description={mayAdminister ? null : 'Only admins change settings. You can read them.'}>
      <nav aria-label="Settings" className="flex flex-wrap gap-x-1 border-b border-line">
        {tabs.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            className="-mb-px border-b-2 px-3 py-2 text-sm"
            activeProps={{ className: 'border-accent font-medium text-ink' }}
            inactiveProps={{ className: 'border-transparent text-muted hover:text-ink' }}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
