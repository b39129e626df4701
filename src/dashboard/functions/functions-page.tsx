import { getRouteApi } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Page } from '../parts/page.js';
import { useMay } from '../session/session.js';
import { FunctionList } from './function-list.js';
import { RunFilters } from './run-filters.js';
import { RunList } from './run-list.js';
import { SendEventDialog } from './send-event-dialog.js';

const route = getRouteApi('/functions');

/** The functions that workers have, and what they run. */
export function FunctionsPage() {
  const search = route.useSearch();
  const mayEdit = useMay('edit');
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState(0);
  return (
    <Page
      title="Functions"
      description="Your own durable code: events start it, and workers run it step by step."
      actions={
        mayEdit ? (
          <Button kind="primary" icon={<Send aria-hidden size={16} />} onClick={() => setSending(true)}>
            Send an event
          </Button>
        ) : null
      }
    >
      <Card title="Functions">
        <FunctionList />
      </Card>
      <Card title="Runs">
        <RunFilters />
        <RunList key={JSON.stringify(search)} search={search} sent={sent} />
      </Card>
      {sending ? <SendEventDialog onSent={() => setSent(sent + 1)} onClose={() => setSending(false)} /> : null}
    </Page>
  );
}
