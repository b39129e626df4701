import './styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { openGraph } from './graph/client.js';
import { UncachedClient } from './graph/uncached.js';
import { router } from './routes.js';
import { SessionGate } from './session/session-gate.js';

function App() {
  const [signedOut, setSignedOut] = useState(false);
  const [graph] = useState(() => openGraph(() => setSignedOut(true)));
  return (
    <Provider value={graph.client}>
      <UncachedClient value={graph.uncached}>
        <SessionGate signedOut={signedOut}>
          <RouterProvider router={router} />
        </SessionGate>
      </UncachedClient>
    </Provider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element "root".');
createRoot(root).render(<App />);
