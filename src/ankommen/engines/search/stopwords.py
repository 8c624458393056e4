"""Words that carry no question: where, how, I need, please help me find.

German and English were measured by the questions of `ankommen bench search`, the others by those of
tests/data/directory/tuning.csv, with and without: see docs/search.md. Forms that share a stem with a word
here are not left out: they may mean something else. Other languages have no list until somebody measures one.
"""

from __future__ import annotations

from collections.abc import Sequence

from .letters import folded, primary

_GERMAN = """
    wer was wo wie wann warum welche welcher welches welchen welchem wieviel wohin woher wen wem wessen wofür
    womit der die das den dem des ein eine einen einem einer eines und oder ist sind war wird werden kann
    können man ich sich in im an am auf für mit von vom zu zum zur bei aus es sie er wenn als muss müssen hat
    haben gibt nicht brauche brauchen suche suchen möchte möchten will wollen wir uns mir mich mein meine
    meinen meiner bekomme bekommen finde finden bitte ihr euch sein
"""
_ENGLISH = """
    who what where how when why which whom whose the a an and or is are was be been can could do does did i
    you it they he she to of in on at for with from by as if must has have there not my your their
    need want looking look find get me we us our am please some any would like
"""
_ARABIC = """
    أين اين وين كيف متى لماذا ليش من ما ماذا شو هل كم أي التي الذي الذين هو هي هم أنا نحن أنت في فيها على إلى
    الى عن مع عند عندي عندنا لدي لدينا لي لنا له لها هذا هذه ذلك تلك و أو ثم لا ليس لم لن قد كان يكون أن إن
    أريد نريد بدي يريد أحتاج نحتاج احتاج يحتاج أبحث ابحث يمكن يمكنني أستطيع استطيع أجد اجد نجد أحصل احصل
    الحصول يوجد هناك أرجو رجاء ساعدوني كل بعض غير بدون إذا لأن حتى بعد قبل
"""
_UKRAINIAN = """
    де як коли чому хто що який яка яке які куди звідки скільки чи а і й та або але я ми ви він вона вони мені
    мене мій моя моє мої мого моєї моїй нам нас наш наша у в на з із зі до від для про по за при під над без
    це цей ця ці той є бути був була було не ні треба потрібно потрібен потрібна потрібні хочу хочемо шукаю
    шукаємо можу можна може могти знайти отримати допоможіть будь ласка якщо щоб
"""
_RUSSIAN = """
    где как когда почему кто что какой какая какое какие куда откуда сколько ли а и или но я мы вы он она они
    мне меня мой моя мое мои моего моей нам нас наш наша у в во на с со из к до от для о об про по за при под
    над без это этот эта эти тот есть быть был была было не нет надо нужно нужен нужна нужны хочу хотим ищу
    ищем могу можно может найти получить помогите пожалуйста если чтобы
"""
_TURKISH = """
    nerede nereden nereye nasıl ne neden niçin niye kim hangi kaç mı mi mu mü ve veya ya da de ile için bir bu
    şu o ben biz siz sen onlar bana bize benim bizim benden var yok değil gibi kadar çok daha en her
    istiyorum istiyoruz arıyorum arıyoruz lazım gerekiyor gerek ihtiyacım ihtiyacımız bulabilirim bulabiliriz
    bulmak bulurum alabilirim alabiliriz alınır almak alırım yapabilirim yapabiliriz yapmak yapılır edebilirim
    olur olan olarak lütfen eğer
"""
_PERSIAN = """
    کجا از کجاست چگونه چطور کی چه چرا کدام چند آیا و یا من ما شما او آنها آن این که را در به با برای تا هم یک
    است هست هستم نیست دارم داریم ندارم دارد می‌خواهم میخواهم می‌خواهیم می‌توانم میتوانم می‌شود باید نیاز لازم
    پیدا کنم کنیم بگیرم دنبال لطفا اگر
"""
_FRENCH = """
    où ou comment quand pourquoi qui que quoi quel quelle quels quelles combien est ce se le la les l un une
    des du de d et au aux à en dans sur pour par avec sans je j tu il elle on nous vous ils elles mon ma mes
    notre votre me m y a ai avons avez sont suis être avoir peut peux pouvons veux voudrais cherche cherchons
    besoin trouver obtenir faut dois il s si ne pas plus
"""
_STOPWORDS = {
    language: frozenset(folded(word, language) for word in words.split())
    for language, words in {
        "de": _GERMAN,
        "en": _ENGLISH,
        "ar": _ARABIC,
        "uk": _UKRAINIAN,
        "ru": _RUSSIAN,
        "tr": _TURKISH,
        "fa": _PERSIAN,
        "fr": _FRENCH,
    }.items()
}


def telling(words: Sequence[str], language: str) -> list[str]:
    """The words without stop words of their language, each once; all of them if nothing else is left."""
    stopwords = _STOPWORDS.get(primary(language), frozenset())
    each = dict.fromkeys(words)
    return [word for word in each if folded(word, language) not in stopwords] or list(each)
