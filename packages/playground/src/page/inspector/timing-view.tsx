import { LineChart, type LineChartProps } from '@mantine/charts'
import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Call } from '../calls/call.ts'
import { type CallMetrics, measure } from '../calls/call-metrics.ts'

/** The timing of an answer: the tokens over time, with marks for the first token and for each retry. */
export function TimingView({ call }: { readonly call: Call }): ReactNode {
  const measures = measure(call)
  const summary = summarize(measures)
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
      <div role="img" aria-label={`Tokens over time. ${summary.map((pair) => pair.join(': ')).join(', ')}.`}>
        <LineChart
          h={260}
          data={[{ ms: 0, tokens: 0 }, ...measures.points]}
          dataKey="ms"
          series={[{ name: 'tokens', label: 'Tokens received', color: 'indigo.6' }]}
          curveType="stepAfter"
          withDots={measures.points.length < 3}
          xAxisLabel="Milliseconds"
          yAxisLabel="Tokens"
          xAxisProps={{ type: 'number', domain: [0, 'dataMax'] }}
          referenceLines={marks(measures)}
          lineChartProps={{ accessibilityLayer: false }}
        />
      </div>
    </Stack>
  )
}

function summarize({ firstTokenMs, totalMs, points, retriesMs, ...rest }: CallMetrics): [string, string][] {
  const seconds = points.length > 1 ? (points.at(-1)!.ms - points[0]!.ms) / 1000 : 0
  const tokens = rest.outputTokens ?? points.length
  return [
    ['First token', firstTokenMs === undefined ? 'none' : `${Math.round(firstTokenMs)} ms`],
    ['Total', `${Math.round(totalMs)} ms`],
    ['Input tokens', String(rest.inputTokens ?? 'unknown')],
    ['Output tokens', String(rest.outputTokens ?? 'unknown')],
    ...(seconds > 0.01 ? [['Tokens/s', String(Math.round(tokens / seconds))] as [string, string]] : []),
    ['Retries', String(retriesMs.length)],
    ['Finish reason', rest.finishReason ?? 'pending'],
  ]
}

function marks({ firstTokenMs, retriesMs }: CallMetrics): NonNullable<LineChartProps['referenceLines']> {
  const first =
    firstTokenMs === undefined
      ? []
      : [
          {
            x: Math.round(firstTokenMs),
            label: 'first token',
            color: 'teal.7',
            labelPosition: 'insideTopLeft' as const,
          },
        ]
  return [
    ...first,
    ...retriesMs.map((x) => ({ x, label: 'retry', color: 'red.7', labelPosition: 'insideTopRight' as const })),
  ]
}
