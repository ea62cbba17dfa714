import { ActionIcon, Text, Title, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'

/** The page header: the title, and the switch between dark and light mode. */
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
          Chat with a deployment and inspect its HTTP traffic
        </Text>
      </div>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={`Switch to ${other} mode`}
        onClick={() => setColorScheme(other)}
      >
        <span aria-hidden>{scheme === 'dark' ? '☀' : '☾'}</span>
      </ActionIcon>
      {children}
    </header>
  )
}
