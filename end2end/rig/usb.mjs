// WebUSB as a page knows it, with one device behind it. `installUsb` runs in the page, before anything of the page does, and
// asks `usbDeed` for everything; trezor.mjs is at the other end. It refuses what browsers refuse, in their words.

/** What becomes of `navigator.usb`. Stands alone: the page gets its text. */
export function installUsb() {
  if (!window.isSecureContext || typeof USBDevice === 'undefined') return;
  const tab = crypto.randomUUID();
  const deed = (name, packet) => window.usbDeed(name, tab, packet);
  const refuse = (text, name) => { throw new DOMException(text, name); };
  const gone = () => refuse('The device was disconnected.', 'NotFoundError');
  let state = { isPlugged: true, isBootloader: false, wasChosen: false };
  const look = async () => (state = await deed('look'));

  const own = { opened: false, claimed: false, configuration: null };
  const configuration = { configurationValue: 1, configurationName: null, interfaces: [{ interfaceNumber: 0, get claimed() { return own.claimed; } }] };
  async function mustBe({ opened = true, configured = false, claimed = false } = {}) {
    if (!(await look()).isPlugged) gone();
    if (opened && !own.opened) refuse('The device must be opened first.', 'InvalidStateError');
    if (configured && !own.configuration) refuse('The device must have a configuration selected.', 'InvalidStateError');
    if (claimed && !own.claimed) refuse('The specified endpoint is not part of a claimed and selected alternate interface.', 'NotFoundError');
  }

  const getters = {
    vendorId: () => 0x1209,
    productId: () => (state.isBootloader ? 0x53c0 : 0x53c1),
    manufacturerName: () => 'SatoshiLabs',
    productName: () => 'TREZOR',
    serialNumber: () => '000000000000000000000000',
    opened: () => own.opened,
    configuration: () => own.configuration,
    configurations: () => [configuration],
  };
  const deeds = {
    async open() {
      await mustBe({ opened: false });
      own.opened = true;
    },
    async close() {
      await deed('release');
      Object.assign(own, { opened: false, claimed: false, configuration: null });
    },
    async selectConfiguration(value) {
      await mustBe();
      if (value !== 1) refuse('The configuration value provided is not supported by the device.', 'NotFoundError');
      own.configuration = configuration;
    },
    async reset() {
      await mustBe();
      await deed('reset');
    },
    async claimInterface(number) {
      await mustBe({ configured: true });
      if (number !== 0) refuse('The interface number provided is not supported by the device in its current configuration.', 'NotFoundError');
      if (!(await deed('claim'))) refuse('Unable to claim interface.', 'NetworkError');
      own.claimed = true;
    },
    async releaseInterface() {
      await mustBe({ configured: true });
      await deed('release');
      own.claimed = false;
    },
    async transferOut(endpoint, data) {
      await mustBe({ configured: true, claimed: true });
      if (endpoint !== 1) refuse('The specified endpoint is not part of a claimed and selected alternate interface.', 'NotFoundError');
      const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
      if (bytes.length !== 64) refuse('A transfer error has occurred.', 'NetworkError');
      if (!(await deed('write', [...bytes]))) gone();
      return new USBOutTransferResult('ok', bytes.length);
    },
    async transferIn(endpoint, length) {
      await mustBe({ configured: true, claimed: true });
      if (endpoint !== 1 || length < 64) refuse('A transfer error has occurred.', 'NetworkError');
      const { packet, why } = await deed('read');
      if (why === 'gone') gone();
      if (why) refuse('The transfer was cancelled.', 'AbortError');
      return new USBInTransferResult('ok', new DataView(new Uint8Array(packet).buffer));
    },
  };
  const device = Object.create(USBDevice.prototype);
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(device, name, { get });
  for (const [name, value] of Object.entries(deeds)) Object.defineProperty(device, name, { value });

  const mayUse = () => document.featurePolicy?.allowsFeature('usb') ?? true;
  const fits = (filter) => (filter.vendorId ?? device.vendorId) === device.vendorId && (filter.productId ?? device.productId) === device.productId;
  class Usb extends EventTarget {
    onconnect = null;
    ondisconnect = null;

    async getDevices() {
      if (!mayUse()) refuse('Access to the feature "usb" is disallowed by permissions policy.', 'SecurityError');
      const { isPlugged, wasChosen } = await look();
      return isPlugged && wasChosen ? [device] : [];
    }

    async requestDevice({ filters }) {
      if (!mayUse()) refuse('Access to the feature "usb" is disallowed by permissions policy.', 'SecurityError');
      // Asked before anything is waited for: the gesture is soon over.
      if (!navigator.userActivation.isActive) refuse('Must be handling a user gesture to show a permission request.', 'SecurityError');
      await look();
      if (!filters.some(fits) || !(await deed('choose'))) refuse('No device selected.', 'NotFoundError');
      return device;
    }
  }
  const usb = new Usb();
  window.usbIsPlugged = async (isPlugged) => {
    Object.assign(own, { opened: false, claimed: false, configuration: null });
    if (!(await look()).wasChosen) return;
    const event = Object.assign(new Event(isPlugged ? 'connect' : 'disconnect'), { device });
    usb[`on${event.type}`]?.(event);
    usb.dispatchEvent(event);
  };
  Object.defineProperty(navigator, 'usb', { value: usb });
}
