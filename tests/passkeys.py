"""A passkey as a device would have made it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.base_user import AbstractBaseUser
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)


def made_passkey(user: AbstractBaseUser, name: str = "Telephone") -> Authenticator:
    """Give somebody a passkey, whose private half nobody keeps."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, b"a passkey of a test", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(bytes(32), flags, 0, credential)
    told = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "https://localhost")
    answer = AuthenticatorAttestationResponse(
        client_data=told, attestation_object=AttestationObject.create("none", data, {})
    )
    response = RegistrationResponse(raw_id=credential.credential_id, response=answer)
    return WebAuthn.add(user, name, dict(response)).instance
