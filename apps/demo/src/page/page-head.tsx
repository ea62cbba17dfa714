import { ActionIcon, Text, Title, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'

/** The head of the page: its title, and the switch between dark and light. */
export function PageHead({ children }: { readonly children: ReactNode }): ReactNode {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <header className="head">
      <div>
        <Title order={1} size="h4">
          Azure ML endpoints
        </Title>
        <Text size="sm" c="dimmed" visibleFrom="sm">
          Chat with a deployment and see what goes over the wire
        </Text>
      </div>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={`Switch to ${other} colours`}
        onClick={() => setColorScheme(other)}
      >
        <span aria-hidden>{scheme === 'dark' ? '☀' : '☾'}</span>
      </ActionIcon>
      {children}
    </header>
  )
}
