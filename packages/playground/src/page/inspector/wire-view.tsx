import { Accordion, Badge, Group, Stack, Text } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { EventList } from './event-list.tsx'
import { type Call, type Exchange, exchangesOf } from '../calls/call.ts'
import { Listing } from '../listing/listing.tsx'

/** The HTTP traffic of a call: requests, raw responses, and what the formatter parsed. */
export const WireView = memo(function WireView({ call }: { readonly call: Call }): ReactNode {
  const exchanges = exchangesOf(call)
  if (exchanges.length === 0) return <Text c="dimmed">No request was sent for “{call.question}”.</Text>
  return (
    <Stack gap="lg">
      {exchanges.map((exchange, index) => (
        <ExchangeView
          key={exchange.request.at}
          exchange={exchange}
          title={`Request ${index + 1} of ${exchanges.length}`}
        />
      ))}
    </Stack>
  )
})

interface ExchangeViewProps {
  readonly exchange: Exchange
  readonly title: string
}

function ExchangeView({ exchange: { request, response, received, parsed }, title }: ExchangeViewProps): ReactNode {
  return (
    <section aria-label={title}>
      <Group gap="xs" mb="xs">
        <Text fw={600}>{title}</Text>
        {response && (
          <Badge variant="outline" color={response.status < 400 ? 'gray' : 'red'}>
            HTTP {response.status}
          </Badge>
        )}
      </Group>
      <Stack gap="sm">
        <Text size="sm" ff="monospace" className="wrapped">
          POST {request.url}
        </Text>
        <Accordion
          multiple
          keepMounted={false}
          variant="contained"
          chevronSize={14}
          transitionDuration={0}
          classNames={{ label: 'part-label' }}
          defaultValue={['body', 'received']}
        >
          <RequestItems request={request} />
          <Part name="received" title={`Raw response (${received.length})`}>
            <EventList label="Raw response" events={received} textOf={textOfReceived} />
          </Part>
          <Part name="parsed" title={`Parsed by the formatter (${parsed.length})`}>
            <EventList label="Parsed response" events={parsed} textOf={textOfParsed} />
          </Part>
          {response && <HeadersPart title="Response headers" headers={response.headers} />}
        </Accordion>
      </Stack>
    </section>
  )
}

// The request stays the same while its response arrives.
const RequestItems = memo(function RequestItems({ request }: Pick<Exchange, 'request'>): ReactNode {
  return (
    <>
      <Part name="body" title="Request body">
        <Listing
          isTitled
          label="Request body"
          language="json"
          text={JSON.stringify(request.body, null, 2)}
          shown={JSON.stringify(request.body, shorten, 2)}
        />
      </Part>
      <HeadersPart title="Request headers" headers={request.headers} />
    </>
  )
})

interface PartProps {
  readonly name: string
  readonly title: string
  readonly children: ReactNode
}

/** A part of an exchange that can be folded. Its content has a name; as a region, the panel would repeat it for each request. */
function Part({ name, title, children }: PartProps): ReactNode {
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>{title}</Accordion.Control>
      <Accordion.Panel role="none" aria-labelledby={undefined}>
        {children}
      </Accordion.Panel>
    </Accordion.Item>
  )
}

interface HeadersPartProps {
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
}

function HeadersPart({ title, headers }: HeadersPartProps): ReactNode {
  const text = Object.entries(headers).map((header) => header.join(': '))
  return (
    <Part name={title} title={title}>
      <Listing isTitled label={title} text={text.join('\n')} />
    </Part>
  )
}

function textOfReceived({ text }: Exchange['received'][number]): string {
  return text
}

function textOfParsed({ result }: Exchange['parsed'][number]): string {
  return JSON.stringify(result)
}

/** Shortens long values without spaces, such as the data of an image. */
function shorten(_name: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length < 400 || /\s/.test(value)) return value
  return `${value.slice(0, 80)}… (${value.length} characters)`
}
