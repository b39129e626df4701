import { Page } from '../parts/page.js';
import { Failure } from '../parts/states.js';

/** For a page that could not be shown, such as after an update of the server whose former pages are gone. */
export function BrokenPage({ error }: { error: unknown }) {
  return (
    <Page title="This page could not be shown">
      <Failure
        title="Something is wrong with this page"
        message={error instanceof Error ? error.message : String(error)}
        onRetry={() => location.reload()}
      />
    </Page>
  );
}
