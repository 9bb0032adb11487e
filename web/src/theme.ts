// Mantine's theme: our font and our one accent. Colours of states are ours alone (page.css).

import { createTheme } from '@mantine/core';

export const theme = createTheme({
  fontFamily: 'Inter, system-ui, sans-serif',
  primaryColor: 'indigo',
  defaultRadius: 'md',
  focusRing: 'never',
  autoContrast: true,
});
