import { LineChart, type LineChartProps } from '@mantine/charts'
import type { ReactNode } from 'react'
import type { CallMetrics } from '../calls/call-metrics.ts'

/** The tokens over time, with marks for the first token and for each retry. */
export function TokenChart({ measures }: { readonly measures: CallMetrics }): ReactNode {
  return (
    <LineChart
      h={220}
      data={[{ ms: 0, tokens: 0 }, ...thinOut(measures.points)]}
      dataKey="ms"
      series={[{ name: 'tokens', label: 'Tokens received', color: 'indigo.6' }]}
      curveType="stepAfter"
      withDots={measures.points.length < 3}
      xAxisLabel="Milliseconds"
      yAxisLabel="Tokens"
      xAxisProps={{ type: 'number', domain: [0, 'dataMax'] }}
      referenceLines={marks(measures)}
      lineProps={{ isAnimationActive: false }}
      lineChartProps={{ accessibilityLayer: false }}
    />
  )
}

/** Keeps as many points as the chart has room for. */
function thinOut<Point>(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / mostPoints)
  return step <= 1 ? points : points.filter((_, index) => index % step === 0 || index === points.length - 1)
}

const mostPoints = 150

function marks({ firstTokenMs, retriesMs }: CallMetrics): NonNullable<LineChartProps['referenceLines']> {
  const first = firstTokenMs === undefined ? [] : [Math.round(firstTokenMs)]
  return [
    ...first.map((x) => ({ x, label: 'first token', color: 'teal.7', labelPosition: 'insideTopLeft' as const })),
    ...retriesMs.map((x) => ({ x, label: 'retry', color: 'red.7', labelPosition: 'insideTopRight' as const })),
  ]
}
