import { expect, it } from 'vitest'
import { formatterGroups } from '../src/page/settings/formatter-choice.ts'
import { formatterChoices } from '../src/server/formats/formatter-choices.ts'

const [first, ...others] = formatterChoices.map(({ summary }) => summary)

it('lists every formatter once, also those of a package without a group name', () => {
  const groups = formatterGroups([{ ...first!, packageName: 'formatters-of-others' }, ...others])
  const names = groups.flatMap((group) =>
    'items' in Object(group) ? (group as { items: { value: string }[] }).items : [],
  )
  expect(names.map(({ value }) => value).toSorted()).toEqual(
    formatterChoices.map(({ summary }) => summary.name).toSorted(),
  )
  expect(groups.at(-1)).toMatchObject({ group: 'formatters-of-others', items: [{ value: first!.name }] })
})
