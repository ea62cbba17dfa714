import { Accordion, Badge, Group, Stack, Text } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { EventList } from './event-list.tsx'
import { type Call, type Exchange, exchangesOf } from '../calls/call.ts'
import { Listing } from '../listing/listing.tsx'

/** The HTTP traffic of a call: requests, raw responses, and what the formatter parsed. */
export function WireView({ call }: { readonly call: Call }): ReactNode {
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
}

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
          <Accordion.Item value="received">
            <Accordion.Control>Raw response ({received.length})</Accordion.Control>
            <Accordion.Panel {...plain}>
              <EventList label="Raw response" events={received} textOf={textOfReceived} />
            </Accordion.Panel>
          </Accordion.Item>
          <Accordion.Item value="parsed">
            <Accordion.Control>Parsed by the formatter ({parsed.length})</Accordion.Control>
            <Accordion.Panel {...plain}>
              <EventList label="Parsed response" events={parsed} textOf={textOfParsed} />
            </Accordion.Panel>
          </Accordion.Item>
          {response && (
            <Accordion.Item value="headers">
              <Accordion.Control>Response headers</Accordion.Control>
              <Accordion.Panel {...plain}>
                <Listing isTitled label="Response headers" text={headerLines(response.headers)} />
              </Accordion.Panel>
            </Accordion.Item>
          )}
        </Accordion>
      </Stack>
    </section>
  )
}

// The request stays the same while its response arrives.
const RequestItems = memo(function RequestItems({ request }: Pick<Exchange, 'request'>): ReactNode {
  return (
    <>
      <Accordion.Item value="body">
        <Accordion.Control>Request body</Accordion.Control>
        <Accordion.Panel {...plain}>
          <Listing
            isTitled
            label="Request body"
            language="json"
            text={JSON.stringify(request.body, null, 2)}
            shown={JSON.stringify(request.body, shorten, 2)}
          />
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="request headers">
        <Accordion.Control>Request headers</Accordion.Control>
        <Accordion.Panel {...plain}>
          <Listing isTitled label="Request headers" text={headerLines(request.headers)} />
        </Accordion.Panel>
      </Accordion.Item>
    </>
  )
})

/** The lists inside have names; as regions, the panels would repeat them for each request. */
const plain = { role: 'none', 'aria-labelledby': undefined } as const

function textOfReceived({ text }: Exchange['received'][number]): string {
  return text
}

function textOfParsed({ result }: Exchange['parsed'][number]): string {
  return JSON.stringify(result)
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map((header) => header.join(': '))
    .join('\n')
}

/** Shortens long values without spaces, such as the data of an image. */
function shorten(_name: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length < 400 || /\s/.test(value)) return value
  return `${value.slice(0, 80)}… (${value.length} characters)`
}
