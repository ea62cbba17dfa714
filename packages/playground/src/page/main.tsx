import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { readableShades, theme } from './layout/theme.ts'

// The page's content security policy forbids `eval`; zod must be configured before the first schema is created.
config({ jitless: true })
const { Playground } = await import('./layout/playground.tsx')

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root.')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={readableShades} defaultColorScheme="auto">
      <Playground />
    </MantineProvider>
  </StrictMode>,
)
