import { SegmentedControl, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { entryPoints } from '../../../contract/playground-contract.ts'
import { useOperationRequest } from '../../operations/operation-request.ts'
import { useStore } from '../../state/store.ts'
import { ChatCode } from './chat-code.tsx'
import { OperationCode } from './operation-code.tsx'
import type { CodeForm } from './typescript-view.tsx'

/** What is on the screen as code: as curl, and as TypeScript for each client. */
export function CodeView(): ReactNode {
  const entryPoint = useStore((state) => state.settings.entryPoint)
  const [form, setForm] = useState<CodeForm>(entryPoint)
  const request = useOperationRequest()
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="Code for"
        data={[...entryPoints, 'curl']}
        value={form}
        onChange={(value) => setForm(value as CodeForm)}
      />
      {request ? <OperationCode key={request.operation} form={form} request={request} /> : <ChatCode form={form} />}
    </Stack>
  )
}
