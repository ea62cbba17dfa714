import { Input, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'

/** A set of options to select from. */
export interface ChoiceProps<Option extends string> {
  readonly label: string
  readonly options: readonly Option[]
  readonly labels?: Readonly<Partial<Record<Option, string>>> | undefined
  readonly value: Option
  readonly onChange: (option: Option) => void
}

/** A segmented control with a label. */
export function Choice<Option extends string>({
  label,
  options,
  labels,
  value,
  onChange,
}: ChoiceProps<Option>): ReactNode {
  return (
    <div>
      <Input.Label labelElement="div" size="xs" mb={2} aria-hidden>
        {label}
      </Input.Label>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={label}
        data={options.map((option) => ({ value: option, label: labels?.[option] ?? option }))}
        value={value}
        onChange={(chosen) => onChange(chosen as Option)}
      />
    </div>
  )
}
