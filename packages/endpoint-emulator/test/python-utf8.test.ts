import { describe, expect, it } from 'vitest'
import { describeUtf8Error } from '../src/json/python-utf8.ts'

// What `bytes.decode()` of CPython 3.11 says about these bytes.

describe('bytes that Python decodes as UTF-8', () => {
  it.each<[hex: string, problem: string | undefined]>([
    ['', undefined],
    ['7f', undefined],
    ['80', 'byte 0x80 in position 0: invalid start byte'],
    ['61 ff', 'byte 0xff in position 1: invalid start byte'],
    ['c1 80', 'byte 0xc1 in position 0: invalid start byte'],
    ['c2', 'byte 0xc2 in position 0: unexpected end of data'],
    ['c2 61', 'byte 0xc2 in position 0: invalid continuation byte'],
    ['c2 80', undefined],
    ['df bf', undefined],
    ['e0 9f 80', 'byte 0xe0 in position 0: invalid continuation byte'],
    ['e0 a0 80', undefined],
    ['e0 bf bf', undefined],
    ['e0 a0', 'bytes in position 0-1: unexpected end of data'],
    ['e1 80 61', 'bytes in position 0-1: invalid continuation byte'],
    ['e1 7f 80', 'byte 0xe1 in position 0: invalid continuation byte'],
    ['ed a0 80', 'byte 0xed in position 0: invalid continuation byte'],
    ['ed 9f bf', undefined],
    ['ef bf bf', undefined],
    ['f0 8f 80 80', 'byte 0xf0 in position 0: invalid continuation byte'],
    ['f0 90 80 80', undefined],
    ['f0 90 80', 'bytes in position 0-2: unexpected end of data'],
    ['f0 90 80 61', 'bytes in position 0-2: invalid continuation byte'],
    ['f4 90 80 80', 'byte 0xf4 in position 0: invalid continuation byte'],
    ['f4 8f bf bf', undefined],
    ['f5 80', 'byte 0xf5 in position 0: invalid start byte'],
    ['f1 80 c0 80', 'bytes in position 0-1: invalid continuation byte'],
    ['61 62 f1 80 80 c0', 'bytes in position 2-4: invalid continuation byte'],
    ['e1 bf c0', 'bytes in position 0-1: invalid continuation byte'],
    ['bf', 'byte 0xbf in position 0: invalid start byte'],
    ['c3 28', 'byte 0xc3 in position 0: invalid continuation byte'],
    ['c2 c0', 'byte 0xc2 in position 0: invalid continuation byte'],
    ['f3 bf bf bf 80', 'byte 0x80 in position 4: invalid start byte'],
    ['c2 80 c2 7f', 'byte 0xc2 in position 2: invalid continuation byte'],
    ['ee 80 80 fe', 'byte 0xfe in position 3: invalid start byte'],
    ['f1 80 7f', 'bytes in position 0-1: invalid continuation byte'],
    ['f1 7f', 'byte 0xf1 in position 0: invalid continuation byte'],
  ])('%s: %s', (hex, problem) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    const message = problem === undefined ? undefined : `'utf-8' codec can't decode ${problem}`
    expect(describeUtf8Error(bytes)).toBe(message)
  })
})
