import { Group, Stack, Text, Timeline } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Call } from '../calls/call.ts'
import { type CallMetrics, measure } from '../calls/call-metrics.ts'
import { phasesOf } from '../calls/call-phases.ts'
import { TokenChart } from './token-chart.tsx'
import { useSlowly } from './use-slowly.ts'

/** The timing of an answer: its measurements, the tokens over time, and what happened when. */
export function TimingView({ call: latest }: { readonly call: Call }): ReactNode {
  const call = useSlowly(latest)
  const measures = measure(call)
  const summary = summarize(measures, call)
  return (
    <Stack gap="md">
      <Group gap="lg">
        {summary.map(([name, value]) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {name}
            </Text>
            <Text fw={600}>{value}</Text>
          </div>
        ))}
      </Group>
      {measures.points.length > 0 ? (
        <div role="img" aria-label={`Tokens over time. ${summary.map((pair) => pair.join(': ')).join(', ')}.`}>
          <TokenChart measures={measures} />
        </div>
      ) : (
        <Text size="sm" c="dimmed">
          {call.outcome === undefined ? 'No tokens have arrived yet.' : 'No tokens arrived, so there is no chart.'}
        </Text>
      )}
      <Timeline
        aria-label="Phases"
        className="phases"
        bulletSize={12}
        lineWidth={2}
        active={call.outcome === undefined ? -1 : 99}
      >
        {phasesOf(call).map(({ title, at, detail, color }) => (
          <Timeline.Item key={`${title} ${at}`} title={title} {...(color !== undefined && { color })}>
            <Text size="xs" c="dimmed">
              {Math.round(at)} ms{detail === undefined ? '' : `: ${detail}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  )
}

function summarize({ firstTokenMs, totalMs, retriesMs, ...rest }: CallMetrics, { outcome }: Call): [string, string][] {
  const pairs: (readonly [string, string | false])[] = [
    ['First token', firstTokenMs === undefined ? 'none' : `${Math.round(firstTokenMs)} ms`],
    ['Total', `${Math.round(totalMs)} ms`],
    ['Input tokens', String(rest.inputTokens ?? 'unknown')],
    ['Output tokens', String(rest.outputTokens ?? 'unknown')],
    ['Tokens/s', rest.tokensPerSecond !== undefined && String(Math.round(rest.tokensPerSecond))],
    ['Retries', String(retriesMs.length)],
    ['Finish reason', outcome === undefined ? 'running' : (rest.finishReason ?? outcome)],
  ]
  return pairs.flatMap(([name, value]) => (value === false ? [] : [[name, value]]))
}
