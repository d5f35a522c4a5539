// Drives an archive through the npm package dicomweb-client, with xhr2 for the browser's requests. Fails where an answer is not what was sent.
//   node dicomweb-client.mjs MODULES URL AUTHORIZATION FILE...
// Files: Part 10 in Explicit VR Little Endian or encapsulated, all of one study, the first an image.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [modules, url, authorization, ...files] = process.argv.slice(2)
const require = createRequire(modules + '/')
globalThis.XMLHttpRequest = require('xhr2')
const { api } = require('dicomweb-client')
const client = new api.DICOMwebClient({ url, headers: { Authorization: authorization } })

const uid = (dataSet, tag) => dataSet[tag].Value[0]
const datasets = files.map(file => new Uint8Array(readFileSync(file)).buffer)
// the data set begins behind the file meta information, whose length stands at a fixed place
const dataSetOf = file => {
  const bytes = Buffer.from(file)
  assert.equal(bytes.toString('latin1', 128, 132), 'DICM')
  return bytes.subarray(144 + bytes.readUInt32LE(140))
}

const answer = JSON.parse(await client.storeInstances({ datasets }))
assert.equal(answer['00081199'].Value.length, files.length)
assert.equal(answer['00081198'], undefined)
const studyInstanceUID = answer['00081190'].Value[0].split('/').pop()
console.log('stored', files.length)

const studies = await client.searchForStudies({ queryParams: { StudyInstanceUID: studyInstanceUID } })
assert.equal(studies.length, 1)
const series = await client.searchForSeries({ studyInstanceUID })
const instances = await client.searchForInstances({ studyInstanceUID })
assert.equal(instances.length, files.length)
console.log('found', series.length, instances.length)

const ofStudy = await client.retrieveStudyMetadata({ studyInstanceUID })
assert.equal(ofStudy.length, files.length)
const seriesInstanceUID = uid(ofStudy[0], '0020000E')
assert.equal((await client.retrieveSeriesMetadata({ studyInstanceUID, seriesInstanceUID })).length,
  ofStudy.filter(i => uid(i, '0020000E') === seriesInstanceUID).length)
console.log('metadata', ofStudy.length)

// this client refuses to ask for a transfer syntax of instances, so that all come in Explicit VR Little Endian
const uids = received => received.map(file => dataSetOf(file).toString('latin1').match(/\b2\.25\.71\.\d+/)[0]).sort()
const all = ofStudy.map(i => uid(i, '00080018')).sort()
assert.deepEqual(uids(await client.retrieveStudy({ studyInstanceUID })), all)
const ofSeries = await Promise.all(series.map(s => client.retrieveSeries({ studyInstanceUID, seriesInstanceUID: uid(s, '0020000E') })))
assert.deepEqual(uids(ofSeries.flat()), all)

const received = await Promise.all(ofStudy.map(i => client.retrieveInstance({
  studyInstanceUID, seriesInstanceUID: uid(i, '0020000E'), sopInstanceUID: uid(i, '00080018') })))
assert.deepEqual(uids(received), all)
const texts = files => files.map(file => dataSetOf(file).toString('base64'))
const native = datasets.filter(file => Buffer.from(file).toString('latin1', 0, 400).includes('1.2.840.10008.1.2.1\0'))
for (const text of texts(native)) assert(texts(received).includes(text))
console.log('retrieved', received.length, 'of which unchanged', native.length)

for (const instance of ofStudy.filter(i => i['7FE00010'])) {
  const of = { studyInstanceUID, seriesInstanceUID: uid(instance, '0020000E'), sopInstanceUID: uid(instance, '00080018') }
  const length = ['00280010', '00280011', '00280002'].reduce((n, tag) => n * uid(instance, tag), 1) * uid(instance, '00280100') / 8
  const octets = [{ mediaType: 'application/octet-stream' }]
  const [frame, again] = await client.retrieveInstanceFrames({ ...of, frameNumbers: [1, 1], mediaTypes: octets })
  assert.equal(frame.byteLength, length)
  assert.deepEqual(frame, again)
  const stored = await client.retrieveInstanceFrames({ ...of, frameNumbers: [1],
    mediaTypes: [{ mediaType: 'application/octet-stream', transferSyntaxUID: '*' }] })
  assert.equal(stored.length, 1)
  const bulk = await client.retrieveBulkData({ BulkDataURI: new URL(instance['7FE00010'].BulkDataURI, url).href, mediaTypes: octets })
  assert.deepEqual(bulk[0].slice(0, length), frame)
  const [jpeg] = [await client.retrieveInstanceRendered({ ...of, mediaTypes: [{ mediaType: 'image/jpeg' }] })].flat()
  assert.equal(new DataView(jpeg).getUint16(0), 0xffd8)
  const [png] = [await client.retrieveInstanceFramesRendered({ ...of, frameNumbers: [1], mediaTypes: [{ mediaType: 'image/png' }] })].flat()
  assert.equal(new DataView(png).getUint32(0), 0x89504e47)
  const [thumbnail] = [await client.retrieveInstanceThumbnail(of)].flat()
  assert.equal(new DataView(thumbnail).getUint16(0), 0xffd8)
  console.log('pixels', length)
}
