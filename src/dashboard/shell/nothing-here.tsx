import { Link } from '@tanstack/react-router';
import { Page } from '../parts/page.js';

/** For an address that leads nowhere. */
export function NothingHere() {
  return (
    <Page title="Nothing is here">
      <p>
        The address may be misspelt, or what was here is gone.{' '}
        <Link to="/" className="text-accent underline">
          Go to the start
        </Link>
      </p>
    </Page>
  );
}
