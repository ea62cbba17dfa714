import { Select, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SimulatedFault } from '../../contract/playground-contract.ts'
import { useFields } from '../state/use-fields.ts'

/** The fault that the emulator simulates. */
export function FaultSettings(): ReactNode {
  const { settings, changeSettings: change } = useFields('settings', 'changeSettings')
  if (settings.endpoint === 'own') return <Text size="sm">Only the emulator can simulate faults. Select it above.</Text>
  return (
    <Select
      label="Simulate a fault"
      size="xs"
      description="Applies to the next message only"
      allowDeselect={false}
      data={simulatedFaults}
      value={settings.fault}
      onChange={(fault) => change({ fault: fault as SimulatedFault })}
    />
  )
}

const simulatedFaults: { value: SimulatedFault; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'overloaded', label: 'Overloaded once (503)' },
  { value: 'wrong-key', label: 'Wrong key (401)' },
  { value: 'model-error', label: 'Model error (400)' },
  { value: 'broken-stream', label: 'Connection reset mid-response' },
]
