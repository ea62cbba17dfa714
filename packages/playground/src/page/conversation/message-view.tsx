import { Accordion, Alert, Badge, Group, Text } from '@mantine/core'
import { getToolName, isToolUIPart, type UIMessagePart } from 'ai'
import { memo, type ReactNode } from 'react'
import type { Failure, PlaygroundMessage } from '../../contract/playground-contract.ts'
import { Markdown } from './markdown.tsx'
import { Listing } from '../listing/listing.tsx'

/** A message with all its parts. */
export const MessageView = memo(function MessageView({ message }: { readonly message: PlaygroundMessage }): ReactNode {
  const label = message.role === 'user' ? 'User message' : 'Model message'
  return (
    <article className="message" data-role={message.role} aria-label={label}>
      {message.parts.map((part, index) => (
        // Parts are only appended.
        // oxlint-disable-next-line react/no-array-index-key
        <PartView key={index} part={part} role={message.role} />
      ))}
    </article>
  )
})

type Part = PlaygroundMessage['parts'][number]

function PartView({ part, role }: { readonly part: Part; readonly role: string }): ReactNode {
  if (part.type === 'text') {
    return role === 'user' ? <div className="user-text">{part.text}</div> : <Answer text={part.text} />
  }
  if (part.type === 'reasoning') return <Reasoning text={part.text} />
  if (part.type === 'file') return <img src={part.url} alt={part.filename ?? 'Image'} />
  if (part.type === 'data-failure') return <FailureView failure={part.data} />
  return isToolUIPart(part as UIMessagePart<never, never>) ? <ToolView part={part as ToolPart} /> : undefined
}

/** Shows JSON as a listing, anything else as Markdown. */
function Answer({ text }: { readonly text: string }): ReactNode {
  const json = text.trimStart().startsWith('{') ? prettyJson(text) : undefined
  return json === undefined ? <Markdown text={text} /> : <Listing label="Structured output" text={json} />
}

function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return undefined
  }
}

function Reasoning({ text }: { readonly text: string }): ReactNode {
  return (
    <Accordion variant="contained" mb="xs">
      <Accordion.Item value="reasoning">
        <Accordion.Control>Reasoning</Accordion.Control>
        <Accordion.Panel>
          <Text size="sm">{text}</Text>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}

type ToolPart = Parameters<typeof getToolName>[0]

function ToolView({ part }: { readonly part: ToolPart }): ReactNode {
  const state = part.state === 'output-available' ? 'done' : part.state === 'output-error' ? 'failed' : 'running'
  return (
    <Accordion variant="contained" my="xs">
      <Accordion.Item value="tool">
        <Accordion.Control>
          <Group gap="xs">
            <Text ff="monospace" size="sm">
              {getToolName(part)}({JSON.stringify(part.input ?? {})})
            </Text>
            <Badge variant="outline" color={state === 'failed' ? 'red' : 'gray'}>
              {state}
            </Badge>
          </Group>
        </Accordion.Control>
        <Accordion.Panel>
          <Listing label="Tool result" text={JSON.stringify(part.output ?? part.errorText, null, 2)} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}

function FailureView({ failure }: { readonly failure: Failure }): ReactNode {
  const { name, status, modelStatus, code, requestId, setting, message, causes } = failure
  const facts = [
    status !== undefined && `HTTP ${status}`,
    modelStatus !== undefined && `model status ${modelStatus}`,
    code !== undefined && `code ${code}`,
    setting !== undefined && `option ${setting}`,
    requestId !== undefined && `request id ${requestId}`,
  ].filter(Boolean)
  return (
    <Alert color="red" variant="outline" role="alert" title={[name, ...facts].join(' · ')}>
      <Text size="sm">{message}</Text>
      {causes.map((cause) => (
        <Text key={cause} size="sm" c="dimmed" mt={4}>
          {cause}
        </Text>
      ))}
    </Alert>
  )
}
