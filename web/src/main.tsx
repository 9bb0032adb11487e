// The page's entry.

import './components.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app.tsx';
import { LanguageProvider } from './language.tsx';
import { liveConnection } from './live/connection.ts';
import { serverTime } from './live/now.ts';
import { theme } from './theme.ts';

// The page's policy forbids code made from text, which zod would otherwise try.
config({ jitless: true });

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');
const time = serverTime(() => performance.now());
const connection = liveConnection(time);
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <LanguageProvider>
        <App time={time} connection={connection} />
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
