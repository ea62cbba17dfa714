import { Button, CopyButton, Group, Loader, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { keepable } from '../history/kept-settings.ts'
import { settingsLink } from '../sharing/settings-link.ts'
import { useStore } from '../state/store.ts'
import { useFields } from '../state/use-fields.ts'
import { ProblemAlert } from '../problems/problem-alert.tsx'

/** Shows a link that holds the settings of the page. */
export function ShareDialog(): ReactNode {
  const opened = useStore((state) => state.shareOpen)
  const changeLayout = useStore((state) => state.changeLayout)
  const close = (): void => changeLayout({ shareOpen: false })
  return (
    <Modal opened={opened} onClose={close} title="Share the settings" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <Link />}
    </Modal>
  )
}

function Link(): ReactNode {
  const { settings, session } = useFields('settings', 'session')
  const [link, setLink] = useState<string>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    settingsLink(window.location.href, keepable(settings, session)).then(setLink, (error: Error) =>
      setProblem(error.message),
    )
  }, [settings, session])
  if (problem !== undefined) {
    return <ProblemAlert text={problem} />
  }
  if (link === undefined) return <Loader size="sm" aria-label="Creating the link" />
  return (
    <Stack gap="sm">
      <Text size="sm">
        The link contains the settings and the endpoint's URL, but no key, no query parameters other than api-version,
        and no messages. It opens where the playground runs at {window.location.host}.
      </Text>
      <Textarea
        aria-label="Link"
        readOnly
        autosize
        maxRows={6}
        value={link}
        onFocus={({ target }) => target.select()}
      />
      <Group justify="flex-end">
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button data-autofocus onClick={copy}>
              {copied ? 'Copied' : 'Copy link'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  )
}
