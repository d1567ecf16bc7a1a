"""The two functions that users keep in their notebooks, written on the official client.

They are the behaviour that users know: establish checks first and creates only what is missing; revoke removes. Where a
system does not use TMS keys, establish prints success all the same, and creates nothing.
"""

from tapipy import errors


def establish_tms_credentials(tapis, system_id, username):
    """Makes sure that the user has a good TMS credential on the system, and tells each step."""
    target = {"systemId": system_id, "userName": username}
    try:
        tapis.systems.checkUserCredential(**target)
    except errors.UnauthorizedError:
        print(f"No good credentials for {username} on {system_id}.")
    else:
        print(f"Credentials for {username} on {system_id} exist.")
        return
    if tapis.systems.getSystem(systemId=system_id).defaultAuthnMethod == "TMS_KEYS":
        tapis.systems.createUserCredential(**target, createTmsKeys=True)
    print(f"Credentials for {username} on {system_id} created.")


def revoke_tms_credentials(tapis, system_id, username):
    """Removes the user's credential from the system, whether there is one or not."""
    tapis.systems.removeUserCredential(systemId=system_id, userName=username)
    print(f"Credentials for {username} on {system_id} revoked.")
