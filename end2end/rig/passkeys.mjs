// A passkey device that is always at hand and always says yes.

/** Gives the page's person a device that keeps discoverable passkeys. Call it before the first ceremony. */
export async function addPasskeyDevice(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** The passkeys it holds. */
    passkeys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** From now on the person refuses (or agrees again). */
    refuse: (refuses = true) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !refuses }),
    remove: () => devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  };
}
