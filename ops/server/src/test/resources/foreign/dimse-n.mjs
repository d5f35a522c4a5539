// DIMSE-N by the npm package dcmjs-dimse.
//   node dimse-n.mjs MODULES send PORT CALLED CALLING REQUEST...    asks for these on one association, in order; an answer a line
//   node dimse-n.mjs MODULES listen PORT                             takes N-CREATE and N-EVENT-REPORT until killed; a request a line
// REQUEST and what is printed: JSON with operation, sopClass, sopInstance, type, status and dataSet, elements by keyword.
import { createRequire } from 'node:module'

const [modules, role, port, ...rest] = process.argv.slice(2)
const require = createRequire(modules + '/')
const { Client, Dataset, Scp, Server, constants, log, requests, responses } = require('dcmjs-dimse')
log.setLevel('error')

const print = (operation, message, more) => console.log(JSON.stringify({
  operation,
  sopClass: message.getAffectedSopClassUid() ?? message.getRequestedSopClassUid?.(),
  sopInstance: message.getAffectedSopInstanceUid() ?? message.getRequestedSopInstanceUid?.(),
  ...more,
  dataSet: message.getDataset()?.getElements(),
}, (key, value) => key === '_vrMap' ? undefined : value))

const requestOf = ({ operation, sopClass, sopInstance, type, dataSet }) => {
  const request = {
    'N-CREATE': () => new requests.NCreateRequest(sopClass, sopInstance),
    'N-SET': () => new requests.NSetRequest(sopClass, sopInstance),
    'N-GET': () => new requests.NGetRequest(sopClass, sopInstance, []),
    'N-ACTION': () => new requests.NActionRequest(sopClass, sopInstance, type),
  }[operation]()
  if (dataSet) request.setDataset(new Dataset(dataSet))
  request.on('response', response => print(operation, response, {
    status: response.getStatus().toString(16).padStart(4, '0'), comment: response.getErrorComment(),
  }))
  return request
}

const send = (called, calling, asked) => {
  const client = new Client()
  asked.map(JSON.parse).map(requestOf).forEach(request => client.addRequest(request))
  const fail = why => { console.log(String(why?.message ?? why)); process.exit(1) }
  client.on('networkError', fail)
  client.on('associationRejected', why => fail('rejected ' + JSON.stringify(why)))
  client.on('nEventReportRequest', (request, callback) => {
    print('N-EVENT-REPORT', request, { type: request.getEventTypeId() })
    const response = responses.NEventReportResponse.fromRequest(request)
    response.setStatus(constants.Status.Success)
    callback(response)
  })
  client.send('127.0.0.1', Number(port), calling, called, { associationLingerTimeout: Number(process.env.LINGER_MILLIS ?? 0) })
}

class Receiver extends Scp {
  associationRequested(association) {
    for (const { id } of association.getPresentationContexts()) {
      association.getPresentationContext(id)
        .setResult(constants.PresentationContextResult.Accept, constants.TransferSyntax.ImplicitVRLittleEndian)
    }
    this.sendAssociationAccept()
  }

  nCreateRequest(request, callback) {
    print('N-CREATE', request)
    const response = responses.NCreateResponse.fromRequest(request)
    response.setStatus(constants.Status.Success)
    callback(response)
  }

  nEventReportRequest(request, callback) {
    print('N-EVENT-REPORT', request, { type: request.getEventTypeId() })
    const response = responses.NEventReportResponse.fromRequest(request)
    response.setStatus(constants.Status.Success)
    callback(response)
  }

  associationReleaseRequested() {
    this.sendAssociationReleaseResponse()
  }
}

if (role === 'send') send(rest[0], rest[1], rest.slice(2))
else new Server(Receiver).listen(Number(port))
