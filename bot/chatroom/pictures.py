"""One small real picture, for people who send a photo and do not care which."""

import base64

PICTURE = base64.b64decode(  # 1 x 1 pixel, PNG
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
)
